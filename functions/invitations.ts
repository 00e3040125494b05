/**
 * `POST /invitations`: invites guests into the host tenant of the settings, from a list in JSON or the CSV of Entra's bulk invitation; or says
 * what would become of each, and invites nobody.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { INVITATIONS_BODY_MAX_BYTES } from '../shared/guest-limits.ts';
import { checkMediaType } from '../shared/submission/media-type.ts';
import { nameOf } from './configuration.ts';
import type { Connector } from './compose.ts';
import { readBody } from './read-body.ts';

export function invitationsMethods({ guests }: Pick<Connector, 'guests'>) {
  return {
    async POST(request: HttpRequest, caller: Caller) {
      const body = await readBody(request, INVITATIONS_BODY_MAX_BYTES);
      const isCsv = /^text\/csv *(?:;|$)/i.test(request.headers.get('content-type') ?? '');
      if (!isCsv) checkMediaType(request.headers);
      const posted = { body, isCsv, preview: request.query.get('preview') };
      const report = await guests.invite(posted, nameOf(caller));
      const invited = report.value.filter(({ outcome }) => outcome === 'invited').length;
      return { response: { jsonBody: report }, ids: { count: report.value.length, invited } };
    },
  };
}
