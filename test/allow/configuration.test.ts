import { describe, expect, test } from 'vitest';
import { configure, NO_CONFIGURATION } from '../../src/allow/configuration.ts';
import { madeFinding } from '../support/madeFinding.ts';

const [OURS, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];

test.each([
  ['another fingerprint', { fingerprint: OTHER, reason: 'r' }, 'a.py', false],
  ['the fingerprint', { fingerprint: OURS, reason: 'r' }, 'a.py', true],
  ['it, in a folder', { fingerprint: OURS, reason: 'r', path: 'docs/**' }, 'docs/x/a.py', true],
  ['it, in another folder', { fingerprint: OURS, reason: 'r', path: 'docs/**' }, 'src/a.py', false],
  ['it, in files of a name', { fingerprint: OURS, reason: 'r', path: '*.py' }, 'src/a.py', true],
])('allow: %s', (_, entry, path, isAllowed) => {
  const { allows } = configure({ allow: [entry] });
  expect(allows(madeFinding({ fingerprint: OURS, path }))).toBe(isAllowed);
});

test.each([
  [undefined, 'medium', false],
  ['medium', 'medium', false],
  ['high', 'medium', true],
  ['high', 'high', false],
] as const)('minConfidence %s, a finding of %s: allowed %s', (minConfidence, confidence, isAllowed) => {
  const { allows } = configure({ ...(minConfidence && { minConfidence }) });
  expect(allows(madeFinding({ confidence }))).toBe(isAllowed);
});

describe('exclude', () => {
  test.each([
    ['*.md', 'docs/deep/a.md', true],
    ['docs/**', 'docs/deep/a.md', true],
    ['docs/*', 'docs/deep/a.md', false],
    ['docs/**', 'src/docs/a.md', false],
    ['**/.hidden/**', 'a/.hidden/b', true],
    ['*.MD', 'a.md', true],
  ])('%s, %s: %s', (glob, path, isExcluded) => {
    expect(configure({ exclude: [glob] }).excludes(path)).toBe(isExcluded);
  });
});

test('nothing configured: nothing allowed, nothing excluded', () => {
  for (const { allows, excludes, credentialFiles } of [NO_CONFIGURATION, configure({})]) {
    expect([allows(madeFinding({ confidence: 'medium' })), excludes('a.py')]).toEqual([false, false]);
    expect(credentialFiles).toEqual([]);
  }
});
