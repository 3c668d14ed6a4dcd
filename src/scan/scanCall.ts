/** What a scan is told of the call of the program, whatever it scans. */
export interface ScanCall {
  cwd: string;
  inlineAllow: boolean;
  config?: string;
  /** Is told what was read, where `--verbose` asks for it. */
  log?: (line: string) => void;
}
