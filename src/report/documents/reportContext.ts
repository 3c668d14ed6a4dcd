/** What a report for a machine needs to know beyond the result. */
export interface ReportContext {
  /** Of this program. */
  version: string;
  /** When the scan ended. */
  now: Date;
  /** Tells where a CI job runs. */
  environment: NodeJS.ProcessEnv;
}
