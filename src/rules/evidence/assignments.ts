/** A literal, and the name that it is given to. */
export interface Assignment {
  name: string;
  /** What stands between the two. */
  glue: string;
  value: string;
  /** Offset of the value in the text. */
  start: number;
}

/** A word that may be a name. A longer run is data. */
const NAME = /[A-Za-z_$][\w$.-]*/g;
const LONGEST_NAME = 100;
/** `key` */
const SHORTEST_NAME = 3;

/** Words that stand between a name and its literal: types, wrappers, keywords of defaults and pairs. */
const WORDS_BETWEEN = [
  'value|default|defaultValue|default_value|fallback|content|or|else|is|eq|ne|to|new',
  'const|static|final|var|let|mut|val',
  'String::from|String\\.raw|std::string|str|string|String|char|varchar|text|SecretStr|SecretString|Secret|SecureString|Some|Ok',
  'Optional|ConvertTo-SecureString|-AsPlainText|-String|-Value|-Force|-value',
  '(?:Option|Optional|Secret|SecretBox|Cow|Annotated|Final|Readonly)[<[][^<>[\\]]{0,40}[>\\]]',
  '(?:None|null|undefined|nil)(?=\\s*[=)\\]>]+)',
  '[rRbBuUfF]{1,2}#{0,3}(?=["\'])',
  'Field|field|(?:typer\\.)?(?:Option|Argument)(?=\\()|JSON\\.stringify',
  'return|_(?=\\|)',
].join('|');

/**
 * What may stand between a name and its literal, in any syntax: punctuation, and the words above. A sign that ends
 * a statement or begins a comment, a template or a reference is not among it, nor is any other word: the first
 * of these ends the search, so each name is followed to the next word and no further.
 */
const PUNCTUATION = /[\s"'`\])}>?!:=,|([{@\\~+*-]*/y;
const BETWEEN = new RegExp(
  `&quot;|(?<=:\\s)&[\\w-]+(?=\\s)|&(?!quot;)|</?(?:key|string|value|name)>|(?:${WORDS_BETWEEN})(?![\\w.-])`,
  'y',
);
/** On a line that repeats such words each name would be followed to its end: 256 KB of `value = "` took 50 s. */
const LONGEST_GLUE = 200;
const LITERAL = /[A-Za-z0-9_.~+/=:|@-]*/y;
const LONGEST_LITERAL = 600;
/** What may follow a literal without quotes. */
const BARE_END = /$|[\s,;#<"'`}\]&\\)]/y;

/** A command and a template that a program quotes, where a literal is bare too: `--api-key value`, `${name:value}`. */
const BARE_IN_QUOTES = /(?:(?<![\w-])--\w[\w-]*\s+|\$\{[\w.-]+:-?)$/;

/**
 * The literals of a line that are given to a name that `isWanted` takes: quoted ones, and bare ones where the file
 * has such, where `NAME=value` stands without a space, and in what a program quotes. It knows the signs that syntaxes
 * use, not their grammar.
 */
export function* assignments(
  text: string,
  isWanted: (name: string) => boolean,
  hasBareLiterals: boolean,
): Generator<Assignment> {
  for (const { name, index } of namesIn(text, isWanted)) {
    const end = index + name.length;
    const literal = literalAfter(text, end, hasBareLiterals);
    if (literal) yield { name, glue: text.slice(end, literal.start), ...literal };
  }
}

/** The names in a line that `isWanted` takes, and where each begins. */
export function* namesIn(
  text: string,
  isWanted: (name: string) => boolean,
): Generator<{ name: string; index: number }> {
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (name.length >= SHORTEST_NAME && name.length <= LONGEST_NAME && isWanted(name)) yield { name, index };
  }
}

/**
 * The literal that follows a name.
 *
 * @param position right after the name
 */
export function literalAfter(
  text: string,
  position: number,
  hasBareLiterals: boolean,
): { value: string; start: number } | undefined {
  const start = glueEnd(text, position);
  const glue = text.slice(position, start);
  if (glue === '' || glue.includes('{{')) return undefined;
  const end = literalEnd(text, start);
  if (end === start || end - start > LONGEST_LITERAL) return undefined;
  const value = text.slice(start, end);
  const quote = /(?:["'`]|&quot;)$/.exec(glue)?.[0];
  const rest = text.slice(end, end + 8);
  if (quote) return rest.replace(/^\\+/, '').startsWith(quote) ? { value, start } : undefined;
  // `+` alone is a sign of Base64.
  if (hasBareLiterals ? /^\++$/.test(glue) : glue !== '=' && !isInQuotes(text, start)) return undefined;
  BARE_END.lastIndex = 0;
  return BARE_END.test(rest) ? { value, start } : undefined;
}

let lastRun = { text: '', start: 0, end: 0 };

/** Where the characters of a literal end. Names may stand in one another's literal, which is read to its end once. */
function literalEnd(text: string, start: number): number {
  if (start < lastRun.start || start >= lastRun.end || text !== lastRun.text) {
    lastRun = { text, start, end: start + matchAt(LITERAL, text, start).length };
  }
  return lastRun.end;
}

/** Whether a bare literal stands in a command or a template that a program quotes. */
function isInQuotes(text: string, start: number): boolean {
  return BARE_IN_QUOTES.test(text.slice(Math.max(0, start - LONGEST_NAME), start));
}

function glueEnd(text: string, position: number): number {
  let end = position;
  for (let length = -1; length !== 0 && end - position < LONGEST_GLUE; end += length) {
    end += matchAt(PUNCTUATION, text, end).length;
    length = matchAt(BETWEEN, text, end).length;
  }
  return end;
}

function matchAt(sticky: RegExp, text: string, position: number): string {
  sticky.lastIndex = position;
  return sticky.exec(text)?.[0] ?? '';
}
