import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allowFinding } from '../../src/allow/allowFinding.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

const OURS = '.baseten-key-guard.json';
const F = 'f'.repeat(64);

function contentOf({ folder }: ScratchRepository, file = OURS): string | undefined {
  return existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined;
}

describe('allowFinding', () => {
  test('writes a new file, from any folder, and says how to stage it', async () => {
    const repository = ScratchRepository.create();
    repository.write('sub/a', '');
    const said = await allowFinding(join(repository.folder, 'sub'), { fingerprint: F, reason: 'r' });
    expect(said).toContain(`git add :/${OURS}`);
    expect(contentOf(repository)).toBe(
      `{\n  "allow": [\n    {\n      "fingerprint": "${F}",\n      "reason": "r"\n    }\n  ]\n}\n`,
    );
  });

  test.each([
    ['two spaces', '{\n  "exclude": []\n}\n', '  '],
    ['tabs', '{\n\t"exclude": []\n}\n', '\t'],
    ['four spaces, no line end', '{\n    "exclude": []\n}', '    '],
  ])('keeps an indentation of %s', async (_, before, indent) => {
    const repository = ScratchRepository.create();
    repository.write(OURS, before);
    await allowFinding(repository.folder, { fingerprint: F, reason: 'r', path: 'a/*' });
    const after = { exclude: [], allow: [{ fingerprint: F, reason: 'r', path: 'a/*' }] };
    expect(contentOf(repository)).toBe(
      JSON.stringify(after, null, indent) + (before.endsWith('\n') ? '\n' : ''),
    );
  });

  test.each(['.baseten-key-guard.json', 'package.json'])('keeps mark and line ends of %s', async (file) => {
    const repository = ScratchRepository.create();
    const settings = file === OURS ? '{}' : '{\r\n  "baseten-key-guard": {}\r\n}';
    repository.write(file, `\ufeff${settings}\r\n`);
    await allowFinding(repository.folder, { fingerprint: F, reason: 'r' });
    const after = contentOf(repository, file) ?? '';
    expect(after).toMatch(/^\ufeff\{\r\n/);
    expect(after).toContain(F);
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('says so where it is allowed already, and writes nothing', async () => {
    const repository = ScratchRepository.create();
    const before = `{"allow":[{"fingerprint":"${F}","reason":"first"}]}`;
    repository.write(OURS, before);
    expect(await allowFinding(repository.folder, { fingerprint: F, reason: 'second' })).toContain('already');
    expect(contentOf(repository)).toBe(before);
  });

  test.each([
    ['another fingerprint', { fingerprint: 'e'.repeat(64), reason: 'r', path: 'a/*' }],
    ['another path', { fingerprint: F, reason: 'r', path: 'b/*' }],
    ['every path', { fingerprint: F, reason: 'r' }],
  ])('adds %s to what is allowed', async (_, entry) => {
    const repository = ScratchRepository.create();
    const before = { fingerprint: F, reason: 'first', path: 'a/*' };
    repository.write(OURS, JSON.stringify({ allow: [before] }));
    const said = await allowFinding(repository.folder, entry);
    expect(said).toBe(
      `Allowed in ${OURS}. A scan reads it from the index, so stage it:\n  git add :/${OURS}`,
    );
    expect(JSON.parse(contentOf(repository) ?? '')).toEqual({ allow: [before, entry] });
    expect(await allowFinding(repository.folder, entry)).toContain('already');
    expect(JSON.parse(contentOf(repository) ?? '').allow).toHaveLength(2);
  });

  test('what stands on one line gets the usual indentation', async () => {
    const repository = ScratchRepository.create();
    repository.write(OURS, '{ "exclude": [] }\n');
    await allowFinding(repository.folder, { fingerprint: F, reason: 'r' });
    expect(contentOf(repository)).toMatch(/^\{\n {2}"exclude": \[\],\n {2}"allow": \[\n {4}\{\n {6}"/);
  });

  test('names a package.json that it cannot read, and writes nothing', async () => {
    const repository = ScratchRepository.create();
    repository.write('package.json', '{');
    await expect(allowFinding(repository.folder, { fingerprint: F, reason: 'r' })).rejects.toThrow(
      'package.json is not valid JSON',
    );
    expect(contentOf(repository)).toBeUndefined();
  });

  test('package.json without the key is left alone; with it, it is extended', async () => {
    const repository = ScratchRepository.create();
    repository.write('package.json', '{"name":"n"}\n');
    await allowFinding(repository.folder, { fingerprint: F, reason: 'r' });
    expect(contentOf(repository, 'package.json')).toBe('{"name":"n"}\n');
    expect(contentOf(repository)).toContain(F);

    const other = ScratchRepository.create();
    other.write('package.json', '{\n "baseten-key-guard": {},\n "name": "n"\n}\n');
    await allowFinding(other.folder, { fingerprint: F, reason: 'r' });
    expect(contentOf(other)).toBeUndefined();
    expect(JSON.parse(contentOf(other, 'package.json') ?? '')).toEqual({
      'baseten-key-guard': { allow: [{ fingerprint: F, reason: 'r' }] },
      name: 'n',
    });
  });

  test.each([
    ['a fingerprint that is none', { fingerprint: 'x', reason: 'r' }, '{}'],
    ['a reason that is none', { fingerprint: F, reason: ' ' }, '{}'],
    ['a glob that is none', { fingerprint: F, reason: 'r', path: '[' }, '{}'],
    ['a configuration that is wrong', { fingerprint: F, reason: 'r' }, '{"excludes":[]}'],
    ['a configuration that is no JSON', { fingerprint: F, reason: 'r' }, '{'],
  ])('refuses %s, and leaves the file', async (_, entry, before) => {
    const repository = ScratchRepository.create();
    repository.write(OURS, before);
    await expect(allowFinding(repository.folder, entry)).rejects.toMatchObject({ name: 'CannotScan' });
    expect(contentOf(repository)).toBe(before);
  });
});
