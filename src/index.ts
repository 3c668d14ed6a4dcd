export { CannotScan } from './errors.ts';
export type { Finding } from './finding.ts';
export { install, uninstall } from './install/install.ts';
export type { SuppressedFinding } from './judge.ts';
export { type ScanResult, type ScanStagedOptions, type ScanSummary, scanStaged } from './scan.ts';
export { type ScanTextOptions, scanText } from './scanText.ts';
