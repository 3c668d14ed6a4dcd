import type { FileTraits } from '../rule.ts';
import { speaksOfBaseten } from './context.ts';
import { isCredentialFile } from './credentialFiles.ts';

/** Languages in which a word without quotes is a name, not a literal. */
const CODE =
  /\.(?:py|pyi|[cm]?[jt]sx?|vue|svelte|astro|go|rs|java|kts?|scala|groovy|rb|php|cs|fs|vb|c|cc|cpp|h|hpp|m|swift|dart|lua|ex|exs|erl|clj|hs|jl|r|zig|nim|pl|pm|ipynb|json|jsonc|json5)$/i;

/** Where Baseten's own tools keep keys, under whatever remote's section. */
const BASETENS = /(?:^|\/)\.?trussrc(?![A-Za-z])[^/]*$/i;

/**
 * What a file's name says about its lines; each is worked out when first asked for.
 *
 * @param path repository-relative, forward slashes
 */
export function fileTraits(path: string): FileTraits {
  let holdsCredentials: boolean | undefined;
  return {
    path,
    get holdsCredentials() {
      holdsCredentials ??= isCredentialFile(path);
      return holdsCredentials;
    },
    get speaksOfBaseten() {
      return speaksOfBaseten(path);
    },
    get isBasetens() {
      return BASETENS.test(path);
    },
    get hasBareLiterals() {
      return !CODE.test(path);
    },
  };
}
