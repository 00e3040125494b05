/**
 * Seals what an application carries about for us without reading it, such as where a list goes on; it opens for that application alone.
 *
 * In the form of envelope.ts. There is no secret but the pepper: in place of one stands the digest of who the application is. Nothing is
 * stored, and whoever has it may bring it again.
 */
import { createHash } from 'node:crypto';
import { encodeList, NONCE_BYTES, type EnvelopeContext } from './envelope.ts';
import type { Peppers } from './key-encryption-key.ts';
import { BROWSER_HELD } from './key-reference.ts';
import { openEnvelope } from './open.ts';
import { readEnvelope } from './read-envelope.ts';
import { sealEnvelope } from './seal.ts';

/** As a verified access token says it. */
export interface CallerIdentity {
  hostTenantId: string;
  clientId: string;
}

/** Throws as `Peppers`. */
export interface CallerHeld {
  sealForCaller(caller: CallerIdentity, purpose: string, plaintext: Uint8Array): Promise<Uint8Array>;
  /** @throws ConnectorError `sealed_record_refused` for anything else, also for what is another application's */
  openForCaller(caller: CallerIdentity, purpose: string, sealed: Uint8Array): Promise<Uint8Array>;
}

export function createCallerHeld(peppers: Peppers, randomBytes: (size: number) => Uint8Array): CallerHeld {
  return {
    async sealForCaller(caller, purpose, plaintext) {
      const { id, pepper } = await peppers.current();
      const header = { key: BROWSER_HELD, pepperId: id, generation: 0 };
      const nonce = randomBytes(NONCE_BYTES);
      return sealEnvelope({ header, ...bindTo(caller, purpose), pepper, nonce, plaintext });
    },
    async openForCaller(caller, purpose, sealed) {
      const { envelope, pepper } = await readEnvelope(peppers, sealed, ({ key }) => key.index === BROWSER_HELD.index);
      return openEnvelope({ envelope, ...bindTo(caller, purpose), pepper });
    },
  };
}

function bindTo({ hostTenantId, clientId }: CallerIdentity, purpose: string) {
  const nobody = { hostObjectId: '', homeTenantId: '', homeObjectId: '' };
  const context: EnvelopeContext = {
    hostTenantId,
    ...nobody,
    table: '',
    partitionKey: 'caller',
    rowKey: clientId,
    purpose,
  };
  const identity = encodeList(['guestmail caller', hostTenantId, clientId].map((text) => Buffer.from(text)));
  return { context, secret: createHash('sha256').update(identity).digest() };
}
