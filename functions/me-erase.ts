/**
 * `POST /me/erase`: deletes what is kept of the person, and leads to the receipt. It ends the session.
 */
import type { HttpRequest } from '@azure/functions';
import type { Person } from './access.ts';
import type { Connector } from './compose.ts';
import { sayFarewell } from './farewell.ts';

export function meEraseMethods({ config, senders, signIn }: Pick<Connector, 'config' | 'senders' | 'signIn'>) {
  return {
    async POST(request: HttpRequest, person: Person) {
      const { sender, home } = person;
      const erased = { ...(await senders.erase(sender, home)), homeTenantId: home?.homeTenantId };
      return {
        response: await sayFarewell({ config, signIn }, request, person, { erased }),
        ids: { sender: sender.hostObjectId },
      };
    },
  };
}
