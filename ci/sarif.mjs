// What is done to SARIF files between a scan and a page that shows them.

/** @typedef {{ automationDetails: { id: string }, results: { suppressions?: unknown[] }[] }} Run */
/** @typedef {{ $schema: string, version: string, runs: Run[] }} Sarif */

/**
 * Without what is allowed: GitHub's page shows a suppressed result as an open alert.
 *
 * @param {Sarif} document
 * @returns {Sarif}
 */
export function withoutSuppressed(document) {
  const runs = document.runs.map((run) => ({
    ...run,
    results: run.results.filter(({ suppressions = [] }) => suppressions.length === 0),
  }));
  return { ...document, runs };
}

/**
 * One document of many, a run each. A page tells runs apart by their ids, so each is given the name of its document.
 *
 * @param {{ name: string, document: Sarif }[]} documents at least one
 * @returns {Sarif}
 */
export function merged(documents) {
  const [first] = documents;
  if (first === undefined) throw new Error('there is nothing to merge');
  const runs = documents.flatMap(({ name, document }) =>
    document.runs.map((run) => ({
      ...run,
      automationDetails: { ...run.automationDetails, id: `${run.automationDetails.id}${name}/` },
    })),
  );
  return { ...first.document, runs };
}
