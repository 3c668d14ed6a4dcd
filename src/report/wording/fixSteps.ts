import { posix } from 'node:path';
import type { Finding } from '../../detect/finding.ts';
import { foldEntry } from '../fold.ts';
import { printable } from '../printable.ts';
import { shellQuote } from '../shellQuote.ts';
import { andMore } from './counted.ts';
import { isSecretFile, replacementFor, VARIABLE } from './remediation.ts';

const LISTED_FILES = 8;

/** Files with findings, by what is to be done about each; the first few of them. */
interface FilesToFix {
  /** The key is to be taken out of it. */
  toMend: readonly string[];
  /** It exists to hold secrets, and is to be kept out of git. */
  toIgnore: readonly string[];
  /** The key stands in its name. */
  toRename: readonly string[];
  /** How many more there are. */
  left: number;
}

function filesToFix(findings: readonly Finding[]): FilesToFix {
  const paths = [...new Set(findings.map(({ path }) => path))];
  const named = new Set(findings.filter(({ isInName }) => isInName).map(({ path }) => path));
  const shown = paths.slice(0, LISTED_FILES);
  const others = shown.filter((path) => !named.has(path));
  return {
    toMend: others.filter((path) => !isSecretFile(path)),
    toIgnore: others.filter(isSecretFile),
    toRename: shown.filter((path) => named.has(path)),
    left: paths.length - shown.length,
  };
}

/** Where the commands are pasted. */
export interface Where {
  /** False before the first commit, when `git restore --staged` has nothing to restore from. */
  hasHead: boolean;
  /** Relative to the top, or nothing there: git reads the paths of the commands from it. */
  folder?: string;
}

/** How to commit without the keys. */
export function fixStaged(findings: readonly Finding[], { hasHead, folder = '' }: Where): string[] {
  const { toMend, toIgnore, toRename, left } = filesToFix(findings);
  const unstage = hasHead ? 'git restore --staged' : 'git rm --cached';
  const lines = mendingLines(toMend);
  if (toMend.length > 0)
    lines.push('  then stage that, and commit again:', `    git add -- ${words(toMend, folder)}`);
  if (toIgnore.length > 0) {
    lines.push(
      '  Keep this out of git: name it in .gitignore, and take it out of the commit:',
      `    ${unstage} -- ${words(toIgnore, folder)}`,
    );
  } else if (toMend.length > 0) {
    lines.push('  or leave it out of this commit:', `    ${unstage} -- ${words(toMend, folder)}`);
  }
  if (toRename.length > 0) {
    lines.push(
      '  Take this out of the commit, and stage it again under a name without the key',
      '  (here a * stands for it):',
      `    ${unstage} -- ${words(toRename, folder)}`,
    );
  }
  return [...lines, ...andMore(left, 'file')];
}

/** How to take the keys out of the working tree. */
export function fixTree(findings: readonly Finding[], { folder = '' }: Where): string[] {
  const { toMend, toIgnore, toRename, left } = filesToFix(findings);
  const lines = mendingLines(toMend);
  if (toMend.length > 0) lines.push('  then commit that:', `    git add -- ${words(toMend, folder)}`);
  if (toIgnore.length > 0) {
    lines.push(
      '  Keep this out of git: name it in .gitignore, and have git forget it;',
      '  it stays on the disk:',
      `    git rm --cached -- ${words(toIgnore, folder)}`,
    );
  }
  if (toRename.length > 0) {
    lines.push(
      '  Give this a name without the key (here a * stands for it):',
      `    git mv -- ${words(toRename, folder)} <new name>`,
    );
  }
  return [...lines, ...andMore(left, 'file'), '  What was committed stays in the history: revoke the key.'];
}

/** How to take the keys out of a text. */
export function fixText(findings: readonly Finding[]): string[] {
  const { toMend, toIgnore, left } = filesToFix(findings);
  return [
    ...mendingLines(toMend),
    ...toIgnore.flatMap((path) => foldEntry(printable(path), 'keep it out of git; name it in .gitignore')),
    ...andMore(left, 'file'),
  ];
}

function mendingLines(paths: readonly string[]): string[] {
  return paths.flatMap((path) => foldEntry(printable(path), mendingOf(path)));
}

function mendingOf(path: string): string {
  const replacement = replacementFor(path);
  return replacement === undefined
    ? `take the key out; let the program read ${VARIABLE} from its environment`
    : `in place of the key, write ${replacement}`;
}

function words(paths: readonly string[], folder: string): string {
  return paths.map((path) => shellQuote(posix.relative(`/${folder}`, `/${path}`))).join(' ');
}
