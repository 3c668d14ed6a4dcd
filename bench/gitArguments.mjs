// What the program asks git for, from the built library. Imported by a computed name: the compiler would read the module,
// whose types stay out of the package.
const built = (/** @type {string} */ path) => import(new URL(`../dist/git/${path}`, import.meta.url).href);

/** @type {{ STAGED_DIFF_ARGUMENTS: readonly string[] }} */
export const { STAGED_DIFF_ARGUMENTS } = await built('staged/stagedDiff.js');
/** @type {{ COMMIT_LOG_ARGUMENTS: readonly string[] }} */
export const { COMMIT_LOG_ARGUMENTS } = await built('commits/commitLog.js');
