/**
 * `GET /audit`: who wrote which document, and when; the newest first.
 */
import type { HttpRequest } from '@azure/functions';
import type { Connector } from './compose.ts';
import { nextLink, readCursorQuery } from './list-query.ts';

export function auditMethods({ config, configuration }: Pick<Connector, 'config' | 'configuration'>) {
  return {
    async GET(request: HttpRequest) {
      const { entries, cursor } = await configuration.listAudit(readCursorQuery(request.query));
      const next = cursor && nextLink(`${config.publicUrl}/audit`, request.query, cursor);
      const value = entries.map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry }));
      return {
        response: { jsonBody: { value, ...(next && { nextLink: next }) } },
        ids: { count: value.length },
      };
    },
  };
}
