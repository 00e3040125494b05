/**
 * What an installation says of itself in its descriptions, and the words that both of them share.
 */
import manifest from '../../package.json' with { type: 'json' };
import { listRightRules, type Right } from '../callers/caller.ts';
import type { Config } from '../config.ts';
import type { HeaderName, ProblemStatus, TagName } from './operation.ts';

export type Installation = Pick<
  Config,
  'publicUrl' | 'entraAuthority' | 'hostTenantId' | 'apiAudience' | 'sendersRole'
>;

export const { version, license } = manifest;
export const title = 'Guestmail';
export const description =
  "Sends email as a B2B guest, from the guest's own mailbox. An application of the tenant in which the ERP runs submits messages; each person connects their mailbox once.";

export const tags: Readonly<Record<TagName, string>> = {
  Messages: 'Send messages, and see what became of them.',
  Attachments: 'Upload files that are too large for a message.',
  Senders: 'Look after the people who have connected a mailbox.',
  Operation: 'See whether the connector runs.',
};

export const headers: Readonly<Record<HeaderName, { description: string; type: 'string' | 'integer' }>> = {
  Location: { description: 'Where to ask again.', type: 'string' },
  'Retry-After': { description: 'After how many seconds to ask again.', type: 'integer' },
  'Idempotency-Replayed': {
    description: 'true: the key and the body were seen before; this is the message of that time.',
    type: 'string',
  },
  'Preference-Applied': { description: 'What of Prefer was followed.', type: 'string' },
};

type Status = ProblemStatus | 401 | 403 | 500 | 503 | 'default';

/** Each has a name in the components of the description. */
export const problems: Readonly<Record<Status, { name: string; description: string; mayPass?: true }>> = {
  400: { name: 'BadRequest', description: 'The request is not valid; errors lists every fault.' },
  401: { name: 'Unauthorized', description: 'The access token is missing, or is not for this API.' },
  403: { name: 'Forbidden', description: 'The application may not do this, or the sender may not send.' },
  404: { name: 'NotFound', description: 'There is nothing under this name, or it belongs to another application.' },
  405: { name: 'MethodNotAllowed', description: 'This address does not support the method.' },
  409: {
    name: 'Conflict',
    description: 'The state of the message, the sender or the key forbids it; code says which.',
  },
  411: { name: 'LengthRequired', description: 'The body has no Content-Length.' },
  413: { name: 'ContentTooLarge', description: 'The body is larger than what is accepted; detail says the limit.' },
  415: { name: 'UnsupportedMediaType', description: 'The body has another media type, charset or encoding.' },
  429: { name: 'TooManyRequests', description: 'Nothing was stored; send it again after Retry-After.', mayPass: true },
  500: { name: 'InternalServerError', description: 'Something unexpected happened in the connector.' },
  503: {
    name: 'ServiceUnavailable',
    description: 'Nothing was sent. With Retry-After, send it again then; without it, the operator has to act.',
    mayPass: true,
  },
  default: { name: 'Problem', description: 'Any other refusal.' },
};

const rights: Readonly<Record<string, Right>> = {
  caller: 'send',
  reader: 'read',
  manager: 'manage',
  operator: 'operate',
};

/** Who may call, in a sentence; undefined where anyone may. Throws an Error for an access that has no right. */
export function describeAccess(access: string, { sendersRole }: Installation): string | undefined {
  if (access === 'anyone') return undefined;
  const right = rights[access];
  if (!right) throw new Error(`No right is known for ${access}.`);
  const { roles, scope: needed } = listRightRules(sendersRole)[right];
  const who = `Application role: ${[...new Set(roles)].join(' or ')}.`;
  return needed === undefined ? who : `${who} A person with that role may ask as well, with the scope ${needed}.`;
}

export function tokenUrl({ entraAuthority, hostTenantId }: Installation): string {
  return `${entraAuthority}/${hostTenantId}/oauth2/v2.0/token`;
}

export function scope({ apiAudience }: Installation): string {
  return `${apiAudience}/.default`;
}

/** The statuses with which an operation refuses, in ascending order. */
export function listProblems(access: string, own: readonly ProblemStatus[]): Exclude<Status, 'default'>[] {
  return [...own, ...(access === 'anyone' ? [] : [401 as const, 403 as const]), 500 as const, 503 as const].toSorted(
    (one, other) => one - other,
  );
}
