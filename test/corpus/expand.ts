import { randomInt } from 'node:crypto';
import {
  base62,
  bastnKey,
  currentKey,
  digits,
  federatedKey,
  hex,
  legacyKey,
  letters,
  opaqueKey,
  skyKey,
} from '../support/keys.ts';
import { utf32 } from '../support/utf32.ts';
import type { FileEncoding, RuleId } from './case.ts';

/**
 * What may stand between braces in the text of a case. Any other brace stands for itself.
 *
 * | placeholder | becomes |
 * |---|---|
 * | `{current}`, `{current:letters}` | F2; without a digit |
 * | `{bastn}`, `{bastn:16}`, `{cardSample}` | F1 of 32 or that many characters; the card's own sample |
 * | `{legacy}`, `{legacy:letters}` | F3; without a digit |
 * | `{federated}`, `{sky}` | F4: 7.32; `sky_` and 9 to 16, then 32 |
 * | `{opaque}`, `{opaque:24}`, `{hexkey:40}` | a registered key of a shape of its own |
 * | `{base62:n}`, `{hex:n}`, `{digits:n}`, `{same:n}`, `{uuid}`, `{jwt}` | text that is no key by itself |
 * | `{docsSample}` | the F3 that Baseten's documentation shows |
 * | `{base64}…{/base64}`, `{base64url}…{/base64url}` | what is between, encoded (URL-safe has no padding) |
 * | `{=}` at the start of a line | nothing; the line stands in HEAD already |
 */
const PLACEHOLDER = /\{(?:(=)|(\/?)(base64url|base64)|([a-zA-Z]+62|[a-zA-Z]+)(?::([a-z]+|\d+))?)\}/g;

/** A key of an expanded case and where it stands, as a finding says it. */
export interface ExpandedKey {
  rule: RuleId;
  key: string;
  line: number;
  column: number;
  endColumn: number;
  /** The place is that of the whole encoded run. */
  isEncoded: boolean;
}

/** A case with fresh keys in it. */
export interface ExpandedCase {
  text: string;
  /** The file as HEAD has it: the lines marked `{=}`. */
  before: string;
  keys: ExpandedKey[];
}

interface Piece {
  text: string;
  keys: { rule: RuleId; key: string; start: number; end: number; isEncoded: boolean }[];
  /** Where a line begins that stands in HEAD already. */
  committed: number[];
}

/** Fills the placeholders of a text with new keys. @throws where an encoding is not closed */
export function expand(template: string): ExpandedCase {
  const blocks: { filter: string; piece: Piece }[] = [{ filter: '', piece: emptyPiece() }];
  let copied = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const [whole, mark, slash, filter, name, argument] = match;
    const made = name === undefined ? undefined : fill(name, argument);
    if (name !== undefined && made === undefined) continue;
    const block = blocks.at(-1);
    if (!block) throw new Error('no block');
    const { piece } = block;
    piece.text += template.slice(copied, match.index);
    copied = match.index + whole.length;
    if (mark) piece.committed.push(piece.text.length);
    else if (made) append(piece, made.text, made.rule);
    else if (!slash) blocks.push({ filter: filter ?? '', piece: emptyPiece() });
    else if (block.filter === filter && blocks.length > 1) {
      blocks.pop();
      const outer = blocks.at(-1);
      if (outer) appendEncoded(outer.piece, piece, filter as 'base64' | 'base64url');
    } else throw new Error(`{/${filter}} closes nothing`);
  }
  const [{ piece } = { piece: emptyPiece() }, unclosed] = blocks;
  if (unclosed) throw new Error(`{${unclosed.filter}} is not closed`);
  piece.text += template.slice(copied);
  return {
    text: piece.text,
    before: piece.committed.map((start) => lineFrom(piece.text, start)).join(''),
    keys: piece.keys.map(({ start, end, ...key }) => ({ ...key, ...placeOf(piece.text, start, end) })),
  };
}

/** The file as it lies on disk. */
export function encode(text: string, encoding: FileEncoding | undefined): string | Uint8Array {
  switch (encoding) {
    case undefined:
      return text;
    case 'utf8-bom':
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16le-bom':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf16be-bom':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'utf32le-bom':
      return utf32(`\uFEFF${text}`);
    case 'utf32be':
      return utf32(text).swap32();
  }
}

interface Filling {
  text: string;
  /** None where the text is no key. */
  rule?: RuleId;
}

function fill(name: string, argument: string | undefined): Filling | undefined {
  const length = Number(argument);
  const make = argument === 'letters' ? letters : base62;
  switch (name) {
    case 'current':
      return { text: currentKey(make), rule: 'baseten-api-key' };
    case 'bastn':
      return { text: bastnKey(length || 32), rule: 'baseten-bastn-key' };
    case 'cardSample':
      // Put together here so that no scanner, ours included, trips over this file.
      return { text: `bastn_${'1234567890abcdef'}`, rule: 'baseten-bastn-key' };
    case 'legacy':
      return { text: legacyKey(make), rule: 'baseten-legacy-key' };
    case 'federated':
      return { text: federatedKey(), rule: 'baseten-named-secret' };
    case 'sky':
      return { text: skyKey(), rule: 'baseten-named-secret' };
    case 'opaque':
      return { text: opaqueKey(length || 40), rule: 'baseten-named-secret' };
    case 'hexkey':
      return { text: hex(length || 40), rule: 'baseten-named-secret' };
    case 'base62':
      return { text: base62(length) };
    case 'hex':
      return { text: hex(length) };
    case 'digits':
      return { text: digits(length) };
    case 'same':
      return { text: 'xX0*'.charAt(randomInt(3)).repeat(length) };
    case 'uuid':
      return { text: [8, 4, 4, 4, 12].map(hex).join('-') };
    case 'jwt':
      return { text: `eyJ${base62(33)}.eyJ${base62(77)}.${base62(43)}` };
    case 'docsSample':
      return { text: ['abcdefgh', `1234567890${'ABCDEFGHIJKL'}1234567890`].join('.') };
    default:
      return undefined;
  }
}

function emptyPiece(): Piece {
  return { text: '', keys: [], committed: [] };
}

function append(piece: Piece, text: string, rule: RuleId | undefined): void {
  const start = piece.text.length;
  piece.text += text;
  if (rule) piece.keys.push({ rule, key: text, start, end: piece.text.length, isEncoded: false });
}

function appendEncoded(outer: Piece, inner: Piece, filter: 'base64' | 'base64url'): void {
  const start = outer.text.length;
  outer.text += Buffer.from(inner.text, 'utf8').toString(filter);
  for (const { rule, key } of inner.keys) {
    outer.keys.push({ rule, key, start, end: outer.text.length, isEncoded: true });
  }
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.slice(start) : text.slice(start, end + 1);
}

function placeOf(text: string, start: number, end: number) {
  const before = text.slice(0, start);
  const column = start - before.lastIndexOf('\n');
  return { line: before.split('\n').length, column, endColumn: column + end - start };
}
