// Reads a `.d.ts` file as the compiler writes it: every statement begins in the first column, what belongs to it is
// indented or begins with a brace, and its docstring stands right before it.

/**
 * @typedef {{ name: string, kind: string, doc: string, text: string }} Declaration
 * @typedef {{ declarations: Declaration[], imported: Map<string, string>, exported: Map<string, string> }} Module
 */

/**
 * What a module declares, imports and hands on; the latter two as names and the modules they come from.
 *
 * @param {string} source
 * @returns {Module}
 */
export function readDeclarations(source) {
  const statements = source.split(/\n(?=\/\*\*|export |import )/);
  /** @type {Declaration[]} */
  const declarations = [];
  const imported = new Map();
  const exported = new Map();
  let doc = '';
  for (const statement of statements) {
    const { docstring = '', code = '' } =
      /^(?<docstring>\/\*\*[\s\S]*?\*\/\n?)?(?<code>[\s\S]*)$/.exec(statement)?.groups ?? {};
    doc = docstring || doc;
    const names = /^(import|export)(?: type)? \{([^}]*)\} from '([^']+)';/.exec(code.trim());
    if (names) {
      const [, kind, list = '', from = ''] = names;
      const target = kind === 'import' ? imported : exported;
      for (const name of list.split(',')) target.set(name.replace(/\btype /, '').trim(), from);
    }
    const declared = /^export (?:declare )?(?:abstract )?(function|interface|class|type|const) (\w+)/.exec(
      code,
    );
    if (declared) {
      const [, kind = '', name = ''] = declared;
      declarations.push({ name, kind, doc, text: code.trim().replace(/^export (?:declare )?/, '') });
    }
    if (code.trim() !== '') doc = '';
  }
  return { declarations, imported, exported };
}

/**
 * A docstring's text, and its tags in order, without the stars.
 *
 * @param {string} doc
 */
export function readDoc(doc) {
  const text = doc
    .replace(/^\/\*\*|\*\/\s*$/g, '')
    .replace(/^ *\* ?/gm, '')
    .trim();
  const [description = '', ...tags] = text.split(/^(?=@\w)/m);
  return {
    description: description.trim(),
    tags: tags.map((tag) => {
      const [, name = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? [];
      return { name, text: rest.replace(/\s+/g, ' ').trim() };
    }),
  };
}
