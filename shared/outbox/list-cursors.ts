/**
 * The cursors of lists: the place after which a list goes on, sealed for the application that asked, because in a list by sender it can be
 * that of another application's message.
 *
 * Text: base64url of the envelope (vault/caller-held.ts). Only the application that got it can use it, and nobody can read it.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';

export interface ListCursors {
  seal(caller: Caller, place: string): Promise<string>;
  /** @throws ConnectorError `invalid_request` for a cursor that this application did not get from a list */
  open(caller: Caller, cursor: string): Promise<string>;
}

const PURPOSE = 'list cursor';
/** Ours have about 220. */
const CURSOR_MAX_CHARACTERS = 512;

export function createListCursors(vault: Pick<Vault, 'sealForCaller' | 'openForCaller'>): ListCursors {
  return {
    async seal(caller, place) {
      return Buffer.from(await vault.sealForCaller(caller, PURPOSE, Buffer.from(place))).toString('base64url');
    },
    async open(caller, cursor) {
      const sealed = Buffer.from(cursor.slice(0, CURSOR_MAX_CHARACTERS), 'base64url');
      // One text for one cursor: a decoder passes over other characters, and over bits that are not used.
      if (sealed.toString('base64url') !== cursor) throw unknown();
      const place = await vault.openForCaller(caller, PURPOSE, sealed).catch((error: unknown) => {
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
