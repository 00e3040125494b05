/**
 * Reads who knocks at an event door, and with what, before any handler sees it.
 *
 * The secret may be in the body, so the body is read and parsed first, of every request alike; bodies of strangers have a budget of their
 * own. A handshake is no visit and proves nothing: it is told apart, and answered the same at every address.
 */
import type { HttpRequest } from '@azure/functions';
import { parseDocumentReference } from '../shared/configuration-addresses.ts';
import { DOOR_BODIES_MAX_BYTES, DOOR_BODY_MAX_BYTES } from '../shared/door-limits.ts';
import { readValidationCode, readValidationToken, type Handshake } from '../shared/doors/handshake.ts';
import type { DoorVisit } from '../shared/doors/door-visit.ts';
import { hasCode } from '../shared/errors.ts';
import { parseJson } from '../shared/submission/parse-json.ts';
import { createHoldBody } from './bodies.ts';
import type { Connector } from './compose.ts';

export type Visit = DoorVisit | Handshake;

/** @throws ConnectorError `unauthorized`, `invalid_request` for a handshake that is none, `overloaded`; as `readBody`, and `vault_…` */
export type ReadVisit = (request: HttpRequest) => Promise<Visit>;

export function createReadVisit({ doors }: Pick<Connector, 'doors'>): ReadVisit {
  const holdBody = createHoldBody({ bytes: DOOR_BODIES_MAX_BYTES, reservedBytes: 0, smallBytes: DOOR_BODY_MAX_BYTES });
  return async (request) => {
    const { headers, query } = request;
    const tried = readValidationToken(query.get('validationToken'));
    if (tried) return tried;
    return holdBody(request, DOOR_BODY_MAX_BYTES, async (body) => {
      const posted = parse(body);
      const validation = readValidationCode(headers.get('aeg-event-type'), posted);
      if (validation) return validation;
      const door = parseDocumentReference(request.params['door'] ?? '');
      const document = await doors.authenticate(door, { header: (name) => headers.get(name), posted });
      if (!door) throw new Error('A door without a name let somebody in.');
      const { hostTenantId } = door;
      return { hostTenantId, clientId: document.callerId, rights: [], door, document, body, posted };
    });
  };
}

/** Undefined for what is not JSON, or is so in two ways. */
function parse(body: Uint8Array): unknown {
  try {
    const { value, faults } = parseJson(body);
    return faults.length === 0 ? value : undefined;
  } catch (error) {
    if (hasCode(error, 'invalid_request')) return undefined;
    throw error;
  }
}
