import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { PART } from './parts.mjs';

/** The slow ones, slowest last: the first test that fails ends the trial of a change. */
const LAST = ['allowFinding', 'commitParser', 'syntaxes', 'corpus.test', 'longLine', 'firstLook'];

class QuickFirst extends BaseSequencer {
  /**
   * @override
   * @param {import('vitest/node').TestSpecification[]} files
   */
  async sort(files) {
    return files.sort((one, other) => rank(one) - rank(other));
  }
}

/** @param {import('vitest/node').TestSpecification} file */
function rank({ moduleId }) {
  return LAST.findIndex((name) => moduleId.includes(name));
}

export default defineConfig({
  test: { include: PART.tests, sequence: { sequencer: QuickFirst }, testTimeout: 20_000 },
});
