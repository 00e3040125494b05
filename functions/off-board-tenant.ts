/**
 * `POST /tenants/{tenant}/off-boarding`: ends a host tenant here, or one home tenant within it. Repeated until `isComplete`; the sweep goes on
 * by itself.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { ConnectorError } from '../shared/errors.ts';
import { EMPTY_BODY_MAX_BYTES } from '../shared/limits.ts';
import { GUID } from '../shared/sender.ts';
import { isJsonObject } from '../shared/submission/json-value.ts';
import { checkMediaType } from '../shared/submission/media-type.ts';
import { parseJson } from '../shared/submission/parse-json.ts';
import { nameOf, readGuid } from './configuration.ts';
import type { Connector } from './compose.ts';
import { readBody } from './read-body.ts';

export function offBoardTenantMethods({ operations, tenants }: Pick<Connector, 'operations' | 'tenants'>) {
  return {
    async POST(request: HttpRequest, caller: Caller) {
      const hostTenantId = readGuid(request.params['tenant']);
      const body = await readBody(request, EMPTY_BODY_MAX_BYTES);
      checkMediaType(request.headers);
      const leaving = { hostTenantId, ...parseHomeTenant(body, hostTenantId) };
      if (!(await tenants.read(hostTenantId))) throw new ConnectorError('not_found');
      const report = await operations.offBoard(leaving, nameOf(caller));
      return { response: { jsonBody: { ...leaving, ...report } }, ids: { hostTenant: hostTenantId, ...report } };
    },
  };
}

/** `{"confirm": "{host tenant}"}` for all of it, `{"homeTenantId": …}` for a part. @throws ConnectorError `invalid_request` */
function parseHomeTenant(body: Uint8Array, hostTenantId: string): { homeTenantId?: string } {
  const { value, faults } = parseJson(body);
  const { homeTenantId, confirm, ...others } = isJsonObject(value) ? value : { '': value };
  const unknown = Object.keys(others).map((name) => ({ pointer: `/${name}`, detail: 'is not a known property' }));
  const id = typeof homeTenantId === 'string' ? homeTenantId.toLowerCase() : '';
  const all = [
    ...faults,
    ...unknown,
    ...(homeTenantId !== undefined && !GUID.test(id) ? [{ pointer: '/homeTenantId', detail: 'is not a GUID' }] : []),
    ...(homeTenantId === undefined && confirm !== hostTenantId
      ? [{ pointer: '/confirm', detail: 'is not the id of the host tenant, which everything is to be ended for' }]
      : []),
  ];
  if (all.length > 0) throw new ConnectorError('invalid_request', { faults: all });
  return homeTenantId === undefined ? {} : { homeTenantId: id };
}
