import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../src/commandLine.ts';
import { CannotScan } from '../src/errors.ts';

const STAGED = {
  name: 'scan-staged',
  paths: [],
  format: 'text',
  isQuiet: false,
  isVerbose: false,
  inlineAllow: true,
};

describe('a command line that is understood', () => {
  test.each([
    [['--staged'], STAGED],
    [['--staged', 'a', 'b c'], { ...STAGED, paths: ['a', 'b c'] }],
    [['a', '--staged', 'b'], { ...STAGED, paths: ['a', 'b'] }],
    [['--staged', '--', '--format', '-q'], { ...STAGED, paths: ['--format', '-q'] }],
    [['--staged', 'install'], { ...STAGED, paths: ['install'] }],
    [['--staged', '--format', 'json'], { ...STAGED, format: 'json' }],
    [['--staged', '--format=text'], STAGED],
    [['--format', 'json', '--format', 'text', '--staged'], STAGED],
    [['--staged', '--quiet'], { ...STAGED, isQuiet: true }],
    [['-q', '--staged'], { ...STAGED, isQuiet: true }],
    [['--staged', '--no-inline-allow'], { ...STAGED, inlineAllow: false }],
    [['--staged', '--config', 'a.json'], { ...STAGED, config: 'a.json' }],
    [['allow', 'ab', '--reason', 'r'], { name: 'allow', fingerprint: 'ab', reason: 'r' }],
    [
      ['allow', 'ab', '--reason', 'r', '--path', 'x/*'],
      { name: 'allow', fingerprint: 'ab', reason: 'r', path: 'x/*' },
    ],
    [['install'], { name: 'install' }],
    [['uninstall'], { name: 'uninstall' }],
    [['--help'], { name: 'help' }],
    [['-h'], { name: 'help' }],
    [['install', '--help'], { name: 'help' }],
    [['--staged', '--help', '--version'], { name: 'help' }],
    [['--version'], { name: 'version' }],
    [['-V'], { name: 'version' }],
    [['--staged', '-V'], { name: 'version' }],
  ])('%j', async (args, command) => expect(await parseCommandLine(args)).toEqual(command));
});

describe('a command line that is refused', () => {
  test.each([
    [[], 'There is nothing to do.', '--staged'],
    [['--quiet'], 'There is nothing to do.', '--staged'],
    [['--stagd'], 'There is no option "--stagd".', 'Did you mean --staged?'],
    [['--staged', '--formt', 'json'], 'There is no option "--formt".', 'Did you mean --format?'],
    [['--staged', '--quite'], 'There is no option "--quite".', 'Did you mean --quiet?'],
    [['--hlep'], 'There is no option "--hlep".', 'Did you mean --help?'],
    [['instal'], 'There is no command "instal".', 'Did you mean install?'],
    [['uninstal'], 'There is no command "uninstal".', 'Did you mean uninstall?'],
    [['--staged', '--format', 'jsn'], 'There is no report format "jsn".', 'Did you mean json?'],
    [['--staged', '--format', ''], 'There is no report format "".', 'Did you mean text?'],
    [['--staged', '--format'], "'--format <value>' argument missing", '--help'],
    [['--staged=yes'], "'--staged' does not take an argument", '--help'],
    [['install', '--format', 'json'], '`install` takes no', 'Leave it out.'],
    [['uninstall', '--quiet'], '`uninstall` takes no --quiet.', 'Leave it out.'],
    [['--staged', '--reason', 'r'], '`--staged` takes no --reason.', 'Leave it out.'],
    [['allow', '--reason', 'r'], '`allow` takes one fingerprint', 'Usage:'],
    [['allow', 'ab', 'cd', '--reason', 'r'], '`allow` takes one fingerprint', 'Usage:'],
    [['allow', 'ab'], '`allow` needs a reason.', 'Usage:'],
    [['allow', 'ab', '--reason', ' '], '`allow` needs a reason.', 'Usage:'],
    [['install', 'here'], '`install` takes no "here".', 'Leave it out.'],
  ])('%j', async (args, message, hint) => {
    const refusal = await parseCommandLine(args).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(CannotScan);
    expect((refusal as CannotScan).message).toContain(message);
    expect((refusal as CannotScan).hint).toContain(hint);
  });
});
