/**
 * The cursors of the board: where a list of guests goes on, sealed for its host tenant, because it is an address that the app asks Graph
 * for as itself.
 *
 * Text: base64url of the envelope (vault/caller-held.ts) of JSON. It opens for no other tenant, and nobody can make one.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { STATUS_CURSOR_MAX_CHARACTERS } from '../guest-limits.ts';
import type { Vault } from '../vault/vault.ts';

/** `directory`: guests whom the directory lists; `departed`: connections of people who are not there; `connections`: all of these. */
export type StatusPlace =
  { list: 'directory'; at?: string } | { list: 'departed'; at?: string } | { list: 'connections'; at?: string };

export interface StatusCursors {
  seal(hostTenantId: string, place: StatusPlace): Promise<string>;
  /** @throws ConnectorError `invalid_request` for anything but a cursor of this tenant */
  open(hostTenantId: string, cursor: string): Promise<StatusPlace>;
}

const PURPOSE = 'guest status cursor';
/** In place of an application: the board belongs to the tenant. */
const holderOf = (hostTenantId: string) => ({ hostTenantId, clientId: 'guest-status' });

export function createStatusCursors(vault: Pick<Vault, 'sealForCaller' | 'openForCaller'>): StatusCursors {
  return {
    async seal(hostTenantId, place) {
      const text = Buffer.from(JSON.stringify(place));
      return Buffer.from(await vault.sealForCaller(holderOf(hostTenantId), PURPOSE, text)).toString('base64url');
    },
    async open(hostTenantId, cursor) {
      const sealed = Buffer.from(cursor.slice(0, STATUS_CURSOR_MAX_CHARACTERS), 'base64url');
      if (sealed.toString('base64url') !== cursor) throw unknown();
      const text = await vault.openForCaller(holderOf(hostTenantId), PURPOSE, sealed).catch((error: unknown) => {
        throw hasCode(error, 'sealed_record_refused') ? unknown(error) : error;
      });
      // Ours: nobody else can have sealed it.
      return JSON.parse(Buffer.from(text).toString()) as StatusPlace;
    },
  };
}

function unknown(cause?: unknown): ConnectorError {
  const detail = 'is not one that this list gave';
  return new ConnectorError('invalid_request', { cause, faults: [{ pointer: 'query:cursor', detail }] });
}
