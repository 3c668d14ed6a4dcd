import { describe, expect, test } from 'vitest';
import { readAllowEntry } from '../../src/commands/allow.ts';
import type { Call } from '../../src/commands/command.ts';
import type { CommandName } from '../../src/commands/commands.ts';
import { parseCommandLine } from '../../src/commands/line/commandLine.ts';
import { refuseWords } from '../../src/commands/line/words.ts';
import { readScanOptions } from '../../src/commands/scans/scanOptions.ts';
import { CannotScan } from '../../src/errors.ts';

const FINGERPRINT = 'f'.repeat(64);

const TEXT = { format: 'text', isQuiet: false, isVerbose: false, inlineAllow: true };

describe('a command line that is understood', () => {
  test.each([
    [['--staged'], '--staged', []],
    [['--staged', 'a', 'b c'], '--staged', ['a', 'b c']],
    [['a', '--staged', 'b'], '--staged', ['a', 'b']],
    [['--staged', '--', '--format', '-q'], '--staged', ['--format', '-q']],
    [['--staged', 'install'], '--staged', ['install']],
    [['install'], 'install', []],
    [['uninstall'], 'uninstall', []],
    [['allow', FINGERPRINT, '--reason', 'r'], 'allow', [FINGERPRINT]],
  ])('%j', async (args, name, positionals) =>
    expect(await parseCommandLine(args)).toMatchObject({ name, positionals }),
  );

  test.each([
    [['--help'], 'help'],
    [['-h'], 'help'],
    [['install', '--help'], 'help'],
    [['--staged', '--help', '--version'], 'help'],
    [['--version'], 'version'],
    [['-V'], 'version'],
    [['--staged', '-V'], 'version'],
  ])('%j', async (args, name) => expect(await parseCommandLine(args)).toEqual({ name }));
});

describe('the options of a scan', () => {
  test.each([
    [[], TEXT],
    [['--format', 'json'], { ...TEXT, format: 'json' }],
    [['--format=text'], TEXT],
    [['--format', 'json', '--format', 'text'], TEXT],
    [['--quiet'], { ...TEXT, isQuiet: true }],
    [['-q'], { ...TEXT, isQuiet: true }],
    [['--no-inline-allow'], { ...TEXT, inlineAllow: false }],
    [['--config', 'a.json'], { ...TEXT, config: 'a.json' }],
  ])('%j', async (args, options) => {
    expect(await readScanOptions((await callOf(['--staged', ...args])).values)).toEqual(options);
  });
});

describe('an entry to allow', () => {
  test.each([
    [['allow', FINGERPRINT, '--reason', 'r'], { fingerprint: FINGERPRINT, reason: 'r' }],
    [
      ['allow', FINGERPRINT, '--reason', 'r', '--path', 'x/*'],
      { fingerprint: FINGERPRINT, reason: 'r', path: 'x/*' },
    ],
  ])('%j', async (args, entry) => expect(readAllowEntry(await callOf(args))).toEqual(entry));
});

async function callOf(args: string[]): Promise<Call & { name: CommandName }> {
  const call = await parseCommandLine(args);
  if (call.name === 'help' || call.name === 'version') throw new Error('no call of a command');
  return call;
}

/** Reads a command line as far as its command does before it does anything. */
async function read(args: string[]): Promise<unknown> {
  const call = await callOf(args);
  if (call.name === 'allow') return readAllowEntry(call);
  if (call.name === '--staged') return readScanOptions(call.values);
  return refuseWords(call.name, call.positionals);
}

describe('a command line that is refused', () => {
  test.each([
    [[], 'There is nothing to do.', '--staged'],
    [['--quiet'], 'There is nothing to do.', '--staged'],
    [['--stagd'], 'There is no option "--stagd".', 'Did you mean --staged?'],
    [['--staged', '--formt', 'json'], 'There is no option "--formt".', 'Did you mean --format?'],
    [['--staged', '--quite'], 'There is no option "--quite".', 'Did you mean --quiet?'],
    [['--hlep'], 'There is no option "--hlep".', 'Did you mean --help?'],
    [['--staged', '--json'], 'There is no option "--json".', 'Did you mean --format json?'],
    [['-v'], 'There is no option "-v".', 'Did you mean --verbose or --version?'],
    [['--staged', '-x'], 'There is no option "-x".', '--help'],
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
    [['allow', FINGERPRINT, 'cd', '--reason', 'r'], '`allow` takes one fingerprint', 'Usage:'],
    [['allow', FINGERPRINT], '`allow` needs a reason.', 'Usage:'],
    [['allow', FINGERPRINT, '--reason', ' '], '`allow` needs a reason.', 'Usage:'],
    [['install', 'here'], '`install` takes no "here".', 'Leave it out.'],
  ])('%j', async (args, message, hint) => {
    const refusal = await read(args).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(CannotScan);
    expect((refusal as CannotScan).message).toContain(message);
    expect((refusal as CannotScan).hint).toContain(hint);
  });
});
