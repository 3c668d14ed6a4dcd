import fc from 'fast-check';
import type { ScratchRepository } from './scratchRepository.ts';
import { gitBytes } from './stagedDiff.ts';

/** One version of a file; the content is one character a byte, for a submodule the id of its commit. */
export interface Version {
  mode: '100644' | '100755' | '120000' | '160000';
  content: string;
}

/** A tree: versions by name, one character a byte. */
export type Tree = ReadonlyMap<string, Version>;

/** HEAD's tree and the staged one. */
export interface StagedTrees {
  old: Tree;
  new: Tree;
}

const SUSPICIOUS_LINES = [
  '',
  'a',
  'b',
  'c',
  '+',
  '-',
  '++ b/x',
  '+++ b/x',
  '-- a/x',
  '--- a/x',
  '@@ -1 +1 @@',
  '@ -1 +1 @@',
  'diff --git a/x b/x',
  'index 0000000..1111111 100644',
  '\\ No newline at end of file',
  ' context',
  ':100644 100644 0 0 M',
  '\r',
  'a\r',
  'a\rb',
  '\0',
  'a\0b\0',
  '\xff\xfea\0',
  '\xfe\xff\0a',
  '\xef\xbb\xbfa',
  '\xc3\xa9',
  '\x80\xff',
  '\x1b[31m',
];

const byteLine = fc
  .uint8Array({ maxLength: 12 })
  .map((bytes) => Buffer.from(bytes).toString('latin1').replaceAll('\n', ''));
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...SUSPICIOUS_LINES) },
  { weight: 1, arbitrary: byteLine },
);
const lines = fc.array(line, { maxLength: 24 });
const content = fc
  .tuple(lines, fc.boolean())
  .map(([list, endsWithNewline]) => list.join('\n') + (endsWithNewline && list.length > 0 ? '\n' : ''));

/** A content and what is left of it after some edits, so that most diffs have several hunks. */
const editedContent = fc
  .tuple(
    content,
    fc.array(fc.record({ at: fc.nat(24), remove: fc.nat(3), insert: fc.array(line, { maxLength: 3 }) }), {
      maxLength: 4,
    }),
    fc.constantFrom('', '\n', '', 'keep'),
  )
  .map(([before, edits, ending]) => {
    const after = before.split('\n');
    for (const { at, remove, insert } of edits) after.splice(at, remove, ...insert);
    const text = after.join('\n');
    return { before, after: ending === 'keep' ? text : text.replace(/\n*$/, ending) };
  });

const fileMode = fc.constantFrom<Version['mode'][]>('100644', '100755');
const linkContent = fc.constantFrom('target', 'a', '../\xc3\xa9 x', 'two\nlines');
const commit = fc.constantFrom('1', '2').map((digit) => digit.repeat(40));
const special = fc.oneof(
  linkContent.map((target): Version => ({ mode: '120000', content: target })),
  commit.map((id): Version => ({ mode: '160000', content: id })),
);
const regular = fc.record({ mode: fileMode, content });
const anyVersion = fc.oneof({ weight: 3, arbitrary: regular }, { weight: 1, arbitrary: special });

/** The two versions of one file; undefined where it does not exist. */
const versions: fc.Arbitrary<{ before?: Version; after?: Version; isRenamed?: boolean }> = fc.oneof(
  anyVersion.map((after) => ({ after })),
  anyVersion.map((before) => ({ before })),
  fc.tuple(anyVersion, anyVersion).map(([before, after]) => ({ before, after })),
  fc
    .tuple(editedContent, fileMode, fileMode, fc.boolean())
    .map(([{ before, after }, oldMode, newMode, isRenamed]) => ({
      before: { mode: oldMode, content: before },
      after: { mode: newMode, content: after },
      isRenamed,
    })),
);

/** Names that git quotes, ends with a tab or takes as they are; no dot, which could make `.git`. */
const nameTail = fc.oneof(
  fc.constantFrom(
    '',
    ' b',
    '\t',
    '"',
    '\\',
    '\n',
    ' b/x',
    '\x7f\x01',
    '\xc3\xa9',
    '\xff',
    ' => ',
    '{a',
    '\r',
  ),
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) =>
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\0/.]/g, '_'),
  ),
);
const name = fc.tuple(fc.constantFrom('', 'd/', 'two words/'), nameTail);

/** Random trees; every name begins with a number of its own, so that no file stands where a folder does. */
export const stagedTrees: fc.Arbitrary<StagedTrees> = fc
  .array(fc.record({ versions, name, newName: name }), { minLength: 1, maxLength: 12 })
  .map((files) => {
    const old = new Map<string, Version>();
    const staged = new Map<string, Version>();
    for (const [index, { versions, name, newName }] of files.entries()) {
      const oldPath = `${name[0]}${index}-${name[1]}`;
      const newPath = versions.isRenamed ? `${newName[0]}${index}-new${newName[1]}` : oldPath;
      if (versions.before) old.set(oldPath, versions.before);
      if (versions.after) staged.set(newPath, versions.after);
    }
    return { old, new: staged };
  });

/** Makes `old` HEAD's tree, or leaves HEAD unborn where it is empty, and stages `new`, byte for byte. */
export function stageTrees(repository: ScratchRepository, trees: StagedTrees): void {
  const stream = importCommit('refs/heads/old', trees.old) + importCommit('refs/heads/new', trees.new);
  gitBytes(repository, ['fast-import', '--quiet', '--force'], Buffer.from(stream, 'latin1'));
  gitBytes(repository, ['symbolic-ref', 'HEAD', `refs/heads/${trees.old.size > 0 ? 'old' : 'unborn'}`]);
  gitBytes(repository, ['read-tree', 'refs/heads/new']);
}

/** @see https://git-scm.com/docs/git-fast-import */
function importCommit(ref: string, tree: Tree): string {
  const files = Array.from(tree, ([path, { mode, content }]) => {
    const quoted = path.replace(/[^\w/]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
    if (mode === '160000') return `M ${mode} ${content} "${quoted}"\n`;
    return `M ${mode} inline "${quoted}"\ndata ${content.length}\n${content}\n`;
  });
  return `commit ${ref}\ncommitter Test <test@example.invalid> 0 +0000\ndata 0\ndeleteall\n${files.join('')}\n`;
}
