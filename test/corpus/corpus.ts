import type { NegativeCase, PositiveCase } from './case.ts';
import { AS_SEEN_NEGATIVES } from './negatives/asSeen.ts';
import { CODE_NEGATIVES } from './negatives/code.ts';
import { CONFIG_NEGATIVES } from './negatives/config.ts';
import { LOOKALIKES } from './negatives/lookalikes.ts';
import { PLACEHOLDERS } from './negatives/placeholders.ts';
import { PROSE_NEGATIVES } from './negatives/prose.ts';
import { REFERENCES } from './negatives/references.ts';
import { AS_SEEN } from './positives/asSeen.ts';
import { CLIENTS } from './positives/clients.ts';
import { CODE } from './positives/code.ts';
import { CONFIG } from './positives/config.ts';
import { CONTEXT } from './positives/context.ts';
import { ENCODINGS } from './positives/encodings.ts';
import { ENVIRONMENT } from './positives/environment.ts';
import { GLUE } from './positives/glue.ts';
import { INFRASTRUCTURE } from './positives/infrastructure.ts';

/** Files with keys that a person would want stopped. */
export const POSITIVES: readonly PositiveCase[] = [
  ...ENVIRONMENT,
  ...CONFIG,
  ...INFRASTRUCTURE,
  ...CODE,
  ...CLIENTS,
  ...CONTEXT,
  ...GLUE,
  ...ENCODINGS,
  ...AS_SEEN,
];

/** Files without a key, of the kinds that a detector could take for one. */
export const NEGATIVES: readonly NegativeCase[] = [
  ...PLACEHOLDERS,
  ...REFERENCES,
  ...CONFIG_NEGATIVES,
  ...CODE_NEGATIVES,
  ...LOOKALIKES,
  ...PROSE_NEGATIVES,
  ...AS_SEEN_NEGATIVES,
];
