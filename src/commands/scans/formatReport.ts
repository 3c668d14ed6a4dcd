import { version } from '../../packageRoot.ts';
import type { ReportContext } from '../../report/documents/reportContext.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import type { Io } from '../command.ts';
import type { Format } from './scanOptions.ts';

type Formatter = (result: ScanResult, io: Io) => Promise<string>;

/** To add a format, add an entry. Each loads its own file: a commit does not wait for the others. */
const FORMATTERS: Record<Format, Formatter> = {
  async text(result, io) {
    const [{ textReport }, { paintFor }, { hasHead }, { folderBelowTop }, { programCall }] =
      await Promise.all([
        import('../../report/text/text.ts'),
        import('../../report/paint.ts'),
        import('../../git/files/hasHead.ts'),
        import('../../git/files/folderBelowTop.ts'),
        import('../line/programCall.ts'),
      ]);
    const paint = paintFor(io.environment, io.stdoutIsTerminal());
    const isStagedKey = result.scan.mode === 'staged' && result.findings.length > 0;
    const namesFiles = isStagedKey || (result.scan.mode === 'tree' && result.findings.length > 0);
    return textReport(result, {
      paint,
      hasHead: !isStagedKey || (await hasHead(io.cwd)),
      ...(namesFiles && { folder: await folderBelowTop(io.cwd, io.environment) }),
      program: programCall(io.cwd),
    });
  },
  async json(result) {
    const { jsonReport } = await import('../../report/documents/json.ts');
    return jsonReport(result, version());
  },
  async sarif(result, io) {
    const { sarifReport } = await import('../../report/documents/sarif.ts');
    return sarifReport(result, contextOf(io));
  },
  async github(result) {
    const { githubReport } = await import('../../report/documents/github.ts');
    return githubReport(result);
  },
  async gitlab(result, io) {
    const { gitlabReport } = await import('../../report/documents/gitlab.ts');
    return gitlabReport(result, contextOf(io));
  },
};

/** The report of a scan, in one of the formats. */
export function formatReport(result: ScanResult, format: Format, io: Io): Promise<string> {
  return FORMATTERS[format](result, io);
}

function contextOf({ environment }: Io): ReportContext {
  return { version: version(), now: new Date(), environment };
}
