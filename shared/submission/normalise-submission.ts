/**
 * The one normaliser, for every door by which a message comes: from a posted JSON value to the one shape that the schema checks.
 *
 * It never throws and never guesses: what could be meant in two ways stays as it is, or is a fault. Faults name what was posted.
 * An object of the .NET client that is posted a second time arrives without its message, and is told apart here.
 */
import type { Fault } from '../errors.ts';
import { isJsonObject } from './json-value.ts';
import { normaliseFlag } from './normalise-flag.ts';
import { normaliseMessage } from './normalise-message.ts';
import { normalisePrefer } from './normalise-prefer.ts';
import { normaliseShape } from './normalise-shape.ts';
import { createPostedPointers } from './posted-pointers.ts';

export interface NormalisedSubmission {
  body: unknown;
  faults: Fault[];
  /** Where in the posted body a pointer into `body` leads. */
  toPosted: (pointer: string) => string;
}

export function normaliseSubmission(posted: unknown): NormalisedSubmission {
  const pointers = createPostedPointers();
  const { toPosted } = pointers;
  const { body, faults } = normaliseShape(posted, pointers);
  if (!isJsonObject(body)) return { body, faults, toPosted };
  const { message, faults: messageFaults } = normaliseMessage(body['message'], pointers);
  const isMissing = message === undefined || (isJsonObject(message) && Object.keys(message).length === 0);
  const missing = { pointer: toPosted('/message'), detail: MISSING };
  return {
    body: {
      ...body,
      ...(message !== undefined && { message }),
      ...('saveToSentItems' in body && { saveToSentItems: normaliseFlag(body['saveToSentItems']) }),
      ...('prefer' in body && { prefer: normalisePrefer(body['prefer']) }),
    },
    faults: [...faults, ...(isMissing ? [missing] : []), ...messageFaults],
    toPosted,
  };
}

const MISSING =
  'is missing or empty; the .NET client of Microsoft Graph writes an object only once, so build a new one for each request';
