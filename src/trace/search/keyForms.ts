import { base64Forms } from '../../rules/shapes/base64.ts';

/** How a key stands in a file. */
export type Encoding = 'plain' | 'utf-16' | 'utf-32' | 'base64';

/** The bytes that a key has in one encoding. */
export interface KeyForm {
  encoding: Encoding;
  bytes: Buffer;
}

/** Makes the function that tells whether a text, as Latin-1 or UTF-8, holds the key in one of some forms. */
export function finderOf(forms: readonly KeyForm[]): (text: string) => boolean {
  const texts = forms.map(({ bytes }) => bytes.toString('latin1'));
  return (text) => texts.some((form) => text.includes(form));
}

/**
 * The bytes of which every file that holds the key holds one: the key as it is; in UTF-16 and UTF-32 of either
 * order, which PowerShell writes; and in Base64 of either alphabet, from each of the three places in a group where it can begin.
 *
 * @param key visible ASCII
 */
export function keyForms(key: string): KeyForm[] {
  const utf16 = Buffer.from(key, 'utf16le');
  const utf32 = Buffer.from(Uint32Array.from(Buffer.from(key, 'latin1')).buffer);
  const inBase64 = base64Forms(key).flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
  return [
    { encoding: 'plain', bytes: Buffer.from(key, 'latin1') },
    { encoding: 'utf-16', bytes: utf16 },
    { encoding: 'utf-16', bytes: Buffer.from(utf16).swap16() },
    { encoding: 'utf-32', bytes: utf32 },
    { encoding: 'utf-32', bytes: Buffer.from(utf32).swap32() },
    ...[...new Set(inBase64)].map((form) => ({
      encoding: 'base64' as const,
      bytes: Buffer.from(form, 'latin1'),
    })),
  ];
}
