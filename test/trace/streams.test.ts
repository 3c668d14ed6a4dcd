import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogStream } from '../../src/trace/history/logStream.ts';
import { keyForms } from '../../src/trace/search/keyForms.ts';
import { ObjectStream } from '../../src/trace/search/objectStream.ts';
import { StreamSearch } from '../../src/trace/search/streamSearch.ts';
import { base62, currentKey, hex } from '../support/keys.ts';

/** Cuts a stream in pieces of any sizes. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 });

test('a key in any form is found, wherever a stream is cut', () => {
  const key = currentKey();
  const forms = keyForms(key);
  const form = fc.constantFrom(...forms.map(({ bytes }) => bytes));
  const noise = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, form), { maxLength: 4 }), noise, sizes, (parts, end, cuts) => {
      const ends: number[] = [];
      let length = 0;
      for (const part of parts.flat()) {
        length += part.length;
        ends.push(length - 1);
      }
      const search = new StreamSearch(forms);
      const hits = cut(Buffer.concat([...parts.flat(), end]), cuts).flatMap((piece) => search.push(piece));
      const found = hits.map(({ last }) => last);
      expect(found).toEqual(expect.arrayContaining(ends.filter((_end, part) => part % 2 === 1)));
      expect(found).toEqual([...found].sort((one, other) => one - other));
    }),
  );
});

/** An object as `git cat-file --batch` prints it. */
function object(id: string, type: string, content: string | Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${id} ${type} ${Buffer.byteLength(content)}\n`),
    Buffer.from(content),
    Buffer.from('\n'),
  ]);
}

test('each object with the key is told, wherever the stream is cut', () => {
  const key = hex(40);
  const [blob, commit, clean, empty, tree] = [1, 2, 3, 4, 5].map(() => hex(40)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const stream = Buffer.concat([
    object(empty, 'blob', ''),
    object(blob, 'blob', key),
    // An id is no content, even where it is the key.
    object(key, 'commit', 'a'),
    object(clean, 'blob', `\n\n${key.slice(1)}\n`),
    object(commit, 'commit', `message\n\n${key}\n`),
    object(tree, 'tree', Buffer.concat([Buffer.from(`100644 ${key}\0`), Buffer.from([10, 0, 10, 255])])),
  ]);
  fc.assert(
    fc.property(sizes, (cuts) => {
      const reader = new ObjectStream(keyForms(key));
      for (const piece of cut(stream, cuts)) reader.push(piece);
      reader.end();
      expect([...reader.hits.values()].map(({ id, type }) => `${type} ${id}`)).toEqual([
        `blob ${blob}`,
        `commit ${commit}`,
        `tree ${tree}`,
      ]);
      expect([...reader.commits]).toEqual([key, commit]);
      expect(reader.objects).toBe(6);
    }),
  );
});

test('a stream that ends early, or is none of objects, is refused', () => {
  const whole = object(hex(40), 'blob', base62(20));
  for (const length of [1, 20, 60, whole.length - 1]) {
    const reader = new ObjectStream(keyForms(currentKey()));
    reader.push(whole.subarray(0, length));
    expect(() => reader.end()).toThrow('not all of them were searched');
  }
  expect(() => new ObjectStream(keyForms(currentKey())).push(Buffer.from('something else\n'))).toThrow();
});

test('commits, changes, merges and names that look like either, wherever the log is cut', () => {
  const [one, two, zero] = [hex(40), hex(40), '0'.repeat(40)];
  const log = Buffer.from(
    [
      `\x01${one}\x0112\x012026-10-01T15:00:00+02:00\x01Ada Ü\x01`,
      `\n:000000 100644 ${zero} ${two} A`,
      ':100644 name',
      `:100644 100644 ${one} ${two} M`,
      '\x01b',
      `\x01${two}\x0111\x012026-10-01T14:00:00+02:00\x01\x01`,
      '',
      `::100644 100644 100644 ${one} ${zero} ${two} MM`,
      'ü/c d',
      '',
    ].join('\0'),
  );
  fc.assert(
    fc.property(sizes, (cuts) => {
      const seen: string[] = [];
      const stream = new LogStream(
        ({ id, author, time }) => seen.push(`${id} ${author} ${time}`),
        (commit, blob, path) => seen.push(`${commit.id} ${blob} ${Buffer.from(path, 'latin1')}`),
      );
      for (const piece of cut(log, cuts)) stream.push(piece);
      expect(seen).toEqual([
        `${one} Ada Ü 12`,
        `${one} ${two} :100644 name`,
        `${one} ${two} \x01b`,
        `${two}  11`,
        `${two} ${two} ü/c d`,
      ]);
    }),
  );
});
