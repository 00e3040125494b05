/**
 * What an operator writes about a callback, an address that is told of events: a document of the kind `callback`, as a closed schema.
 *
 * It is proven to its receiver by signatures or by an access token, never by both. It holds names of secrets, never a secret, and an
 * audience counts only while CALLBACK_AUDIENCES lists it. Whether the name of the address leads to a public place is checked whenever it
 * is called. The words of each check are the end of a sentence that begins with the place; for a
 * value that is missing or of another type, whoever parses it brings the words.
 */
import { isIP } from 'node:net';
import * as z from 'zod/mini';
import { guidField, secretNamesField } from '../callers/source-document.ts';
import { isLoopbackAddress, isPublicAddress } from '../http/public-address.ts';
import { isAllowedUrl } from '../http/public-url.ts';
import { CALLBACK_URL_MAX_CHARACTERS } from '../webhook-limits.ts';
import { callbackEvents, type CallbackDocument } from './callback.ts';

const url = z.string().check(
  z.maxLength(CALLBACK_URL_MAX_CHARACTERS, `is longer than ${CALLBACK_URL_MAX_CHARACTERS} characters`),
  z.refine(
    (value) => isCallbackUrl(value),
    'is not an https address without user and fragment, at port 443 or one from 1024 on',
  ),
  z.refine((value) => !isPrivateLiteral(value), 'is an address of a private network'),
);

const events = z.array(z.enum(callbackEvents, { error: `is none of ${callbackEvents.join(', ')}` })).check(
  z.minLength(1, 'is empty'),
  z.refine((names) => new Set(names).size === names.length, 'has an event twice'),
);

export const callbackDocumentSchema: z.ZodMiniType<CallbackDocument> = z
  .strictObject({
    url,
    events,
    /** The application of whose messages it is told. */
    callerId: z.optional(guidField),
    /** It is signed with each of them. */
    secretNames: z.optional(secretNamesField),
    /** In place of secrets: its receiver gets a token of the connector's identity for this audience. */
    audience: z.optional(z.string().check(z.maxLength(255, 'is longer than 255 characters'))),
  })
  .check(
    z.refine(
      ({ secretNames, audience }) => (secretNames === undefined) !== (audience === undefined),
      'needs either secretNames or audience',
    ),
    z.refine(
      ({ events: asked, callerId }) => callerId !== undefined || !asked.some((name) => name.startsWith('message.')),
      'needs callerId for events of messages',
    ),
  );

function isCallbackUrl(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && isAllowedUrl(parsed) && !value.includes('#');
}

function isPrivateLiteral(value: string): boolean {
  const host = (URL.parse(value)?.hostname ?? '').replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host) && !isLoopbackAddress(host);
}
