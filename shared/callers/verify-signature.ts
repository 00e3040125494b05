/**
 * Verifies a signed webhook of a source: exactly one method, no fallback.
 *
 * The source that the path names only chooses whose secrets are tried; one of them then proves it. A body that is not UTF-8 is refused
 * before anything is compared, because signers disagree about its bytes. An unknown source, another tenant's and a wrong signature
 * have the same answer, byte by byte, and the same hashing behind it. Where no secret fits, they are read again, some time after the last
 * reading, so that a new one works at once. It remembers no id: the idempotency key that it derives does, and no caller can give such a
 * key, because it has a space.
 */
import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import { SIGNING_SECRETS_MAX } from '../webhook-limits.ts';
import type { Right, SignedCaller } from './caller.ts';
import { createRequireMaySend } from './require-may-send.ts';
import type { SigningSecrets } from './signing-secrets.ts';
import type { ReadSource, SourceDocument } from './source-document.ts';
import { parseSourceSegment } from './source-segment.ts';
import {
  matchesSignature,
  readWebhookHeaders,
  type SignatureHeaders,
  type WebhookHeaders,
} from './webhook-signature.ts';

export interface SignedRequest {
  /** The source, as the path names it. */
  segment: string;
  headers: SignatureHeaders;
  body: Uint8Array;
}

/** @throws ConnectorError `invalid_request`, `unauthorized`, `forbidden`; what reading secrets throws */
export type VerifySignature = (request: SignedRequest) => Promise<SignedCaller>;

export interface VerifySignatureDependencies {
  tenants: Pick<Tenants, 'read'>;
  readSource: ReadSource;
  secrets: SigningSecrets;
  now: () => Date;
}

interface FoundSource {
  hostTenantId: string;
  name: string;
  source: Readonly<SourceDocument>;
}

const rights: readonly Right[] = Object.freeze(['send']);

export function createVerifySignature({
  tenants,
  readSource,
  secrets,
  now,
}: VerifySignatureDependencies): VerifySignature {
  const requireMaySend = createRequireMaySend(tenants);
  /** In place of secrets that are not there, so that as much is computed. */
  const fillers = Array.from({ length: SIGNING_SECRETS_MAX }, () => randomBytes(32));

  async function findSource(segment: string): Promise<FoundSource | undefined> {
    const named = parseSourceSegment(segment);
    if (!named || !(await tenants.read(named.hostTenantId))) return undefined;
    const source = await readSource(named.hostTenantId, named.name);
    return source && { ...named, source };
  }

  function matches(keys: readonly Buffer[], header: WebhookHeaders, body: Uint8Array): boolean {
    return matchesSignature([...keys, ...fillers].slice(0, SIGNING_SECRETS_MAX), header, body);
  }

  async function isSigned(found: FoundSource | undefined, header: WebhookHeaders, body: Uint8Array): Promise<boolean> {
    if (!found) return matches([], header, body);
    const { secretNames } = found.source;
    const known = await secrets.read(secretNames);
    if (matches(known.keys, header, body)) return true;
    const again = await secrets.readAgain(secretNames);
    if (again && matches(again.keys, header, body)) return true;
    // The secret that cannot be read may be the one that fits.
    const { failure } = again ?? known;
    if (failure) throw failure;
    return false;
  }

  return async ({ segment, headers, body }) => {
    if (headers.get('authorization') !== null)
      throw invalid('header:Authorization', 'is given with a signed webhook; a request proves who it is in one way');
    if (!isUtf8(body)) throw invalid('', 'is not valid UTF-8');
    const { header, fault } = readWebhookHeaders(headers, now());
    if (!header) throw refuse(`The header ${fault}.`);
    const found = await findSource(segment);
    if (!(await isSigned(found, header, body)) || !found)
      throw refuse('There is no such source, or none of its secrets has signed this request.');
    const { hostTenantId, name, source } = found;
    await requireMaySend(hostTenantId, source.callerId);
    return {
      hostTenantId,
      clientId: source.callerId,
      rights,
      body,
      idempotencyKey: `webhook ${name} ${header.id}`,
    };
  };
}

function invalid(pointer: string, detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer, detail }] });
}

function refuse(reason: string): ConnectorError {
  const detail = `${reason} Sign {webhook-id}.{webhook-timestamp}.{body} as Standard Webhooks says, with HMAC-SHA256 and the secret of the source.`;
  // RFC 9110 section 11.6.1 wants a challenge, and there is no registered scheme for a signature.
  return new ConnectorError('unauthorized', { detail, challenge: 'Standard-Webhooks' });
}
