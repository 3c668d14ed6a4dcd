import type { Command } from './command.ts';
import { SCAN_OPTIONS } from './line/options.ts';

/**
 * What the program can be asked to do, in the order of `--help`. A name with dashes is an option that says what to
 * scan. To add a command, add a row, and a file beside this one.
 */
export const COMMANDS = {
  '--staged': {
    usage: '--staged [path…]',
    summary: 'scan what is staged; paths narrow it',
    takes: ['staged', ...SCAN_OPTIONS],
    load: () => import('./scanStaged.ts'),
  },
  '--range': {
    usage: '--range <A..B>',
    summary: 'scan the lines that each commit of the range added',
    takes: ['range', ...SCAN_OPTIONS],
    load: () => import('./range.ts'),
  },
  '--history': {
    usage: '--history [--since <date>] [--branch <name>]…',
    summary: 'the same for every commit of every ref',
    takes: ['history', 'since', 'branch', ...SCAN_OPTIONS],
    load: () => import('./history.ts'),
  },
  '--tree': {
    usage: '--tree [path…]',
    summary: 'scan all tracked files as they are in the working tree',
    takes: ['tree', ...SCAN_OPTIONS],
    load: () => import('./tree.ts'),
  },
  '--stdin': {
    usage: '--stdin [--path <name>]',
    summary: 'scan text from standard input as if it were that file',
    takes: ['stdin', 'path', ...SCAN_OPTIONS],
    load: () => import('./stdin.ts'),
  },
  install: {
    usage: 'install [--pre-push] [--dry-run]',
    summary: 'scan at every commit and merge here, and at every push',
    takes: ['pre-push', 'dry-run'],
    load: () => import('./install.ts'),
  },
  uninstall: {
    usage: 'uninstall',
    summary: "put the repository's hooks back as they were",
    takes: [],
    load: () => import('./uninstall.ts'),
  },
  status: {
    usage: 'status',
    summary: 'try whether a key would be stopped here, now',
    takes: ['format'],
    load: () => import('./status.ts'),
  },
  hook: {
    usage: 'hook <git-hook-name> [args…]',
    summary: 'what an installed hook runs',
    takes: SCAN_OPTIONS,
    load: () => import('./hook.ts'),
  },
  allow: {
    usage: 'allow <fingerprint> --reason <text> [--path <glob>]',
    summary: 'note that a finding is no key',
    takes: ['reason', 'path'],
    load: () => import('./allow.ts'),
  },
  verify: {
    usage: 'verify [--api-url <url>]',
    summary: 'ask Baseten whether the key on stdin is active',
    takes: ['format', 'api-url'],
    load: () => import('./verify.ts'),
  },
  trace: {
    usage: 'trace',
    summary: 'tell where else the key on stdin is, pushed or not',
    takes: ['format'],
    load: () => import('./trace.ts'),
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;
