export type { Finding } from './detect/finding.ts';
export type { SuppressedFinding } from './detect/judge.ts';
export { CannotScan } from './errors.ts';
export { install, uninstall } from './install/install.ts';
export type { ScanResult, ScanSummary } from './scan/scanResult.ts';
export { type ScanStagedOptions, scanStaged } from './scan/scanStaged.ts';
export { type ScanStreamOptions, scanStream } from './scan/scanStream.ts';
export { type ScanTextOptions, scanText } from './scan/scanText.ts';
export { type ScanTreeOptions, scanTree } from './scan/scanTree.ts';
