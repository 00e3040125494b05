/**
 * The cursors of lists: the place after which a list goes on, sealed for the application that asked, because in a list by sender it can be
 * that of another application's message; or for the host tenant whose list it is.
 *
 * Text: base64url of the envelope (vault/caller-held.ts). Only who got it can use it, and nobody can read it.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { CallerIdentity } from '../vault/caller-held.ts';
import type { Vault } from '../vault/vault.ts';

/** Whom a cursor is for in the list of a whole host tenant. No client id, so no application can be taken for it. */
export function readerOfTenant(hostTenantId: string): CallerIdentity {
  return { hostTenantId, clientId: 'tenant' };
}

export interface ListCursors {
  seal(reader: CallerIdentity, place: string): Promise<string>;
  /** @throws ConnectorError `invalid_request` for a cursor that this reader did not get from a list */
  open(reader: CallerIdentity, cursor: string): Promise<string>;
}

const PURPOSE = 'list cursor';
/** Ours have about 220. */
const CURSOR_MAX_CHARACTERS = 512;

export function createListCursors(vault: Pick<Vault, 'sealForCaller' | 'openForCaller'>): ListCursors {
  return {
    async seal(reader, place) {
      return Buffer.from(await vault.sealForCaller(reader, PURPOSE, Buffer.from(place))).toString('base64url');
    },
    async open(reader, cursor) {
      const sealed = Buffer.from(cursor.slice(0, CURSOR_MAX_CHARACTERS), 'base64url');
      // One text for one cursor: a decoder passes over other characters, and over bits that are not used.
      if (sealed.toString('base64url') !== cursor) throw unknown();
      const place = await vault.openForCaller(reader, PURPOSE, sealed).catch((error: unknown) => {
        throw hasCode(error, 'sealed_record_refused') ? unknown(error) : error;
      });
      return Buffer.from(place).toString();
    },
  };
}

function unknown(cause?: unknown): ConnectorError {
  return new ConnectorError('invalid_request', {
    cause,
    faults: [{ pointer: 'query:cursor', detail: 'is not one that this list gave' }],
  });
}
