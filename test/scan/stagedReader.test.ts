import { expect, test } from 'vitest';
import { StagedReader } from '../../src/scan/staged/stagedReader.ts';
import { opaqueKey } from '../support/keys.ts';

const OLD = '0'.repeat(40);
const NEW = 'a'.repeat(40);
const VALUE_LINE = 3;

/** A diff that adds a name on one line and its value on the next. */
function diffOfTwoLines(): Buffer {
  const lines = ['model = 1', 'BASETEN_API_KEY = (', `    "${opaqueKey()}"`, ')', 'retries = 2'];
  const patch = [
    'diff --git a/a.py b/a.py',
    'new file mode 100644',
    `index ${OLD}..${NEW}`,
    '--- /dev/null',
    '+++ b/a.py',
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
  ];
  return Buffer.from(`:000000 100644 ${OLD} ${NEW} A\0a.py\0\0${patch.join('\n')}\n`);
}

function linesFound(...pieces: Buffer[]): number[] {
  const reader = new StagedReader(() => true);
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return reader.detections.map(({ gitLine }) => gitLine);
}

test('a value below its name is found wherever git cuts the diff', () => {
  const diff = diffOfTwoLines();
  for (let cut = 0; cut <= diff.length; cut++) {
    expect(linesFound(diff.subarray(0, cut), diff.subarray(cut)), `cut at ${cut}`).toEqual([VALUE_LINE]);
  }
});

test('a value below its name is found where every byte comes alone', () => {
  const diff = diffOfTwoLines();
  expect(linesFound(...Array.from(diff, (_byte, at) => diff.subarray(at, at + 1)))).toEqual([VALUE_LINE]);
});
