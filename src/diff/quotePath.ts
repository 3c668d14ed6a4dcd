const NAMED_ESCAPES: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * A name as git writes it in the header of a patch with `core.quotePath=false`: in double quotes and with C
 * escapes where it holds a quote, a backslash or a control byte, as it is otherwise.
 *
 * @param name the name's bytes, one character a byte
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
export function quotePath(name: string): string {
  const escaped = name.replace(/[\x00-\x1f"\\\x7f]/g, (byte) => {
    return NAMED_ESCAPES[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return escaped === name ? name : `"${escaped}"`;
}
