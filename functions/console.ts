/**
 * `GET /console` and below: the administrator's pages. `POST /console/{page}`: an act of one of them. `POST /console/sign-out` ends the
 * session.
 *
 * What shows and does it is a file of its own in the built app, loaded with the first page. Signing out needs no session, because one that
 * is over already is what was asked for.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { readCookies, droppedConsoleCookie, readForm } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import type { Administrator, EndedAdministrator } from './read-administrator.ts';

export function consoleMethods(connector: Connector) {
  const open = async () => (await import('./console/open-console.ts')).openConsole(connector, { readReader });
  return {
    async GET(request: HttpRequest, administrator: Administrator | undefined, context: InvocationContext) {
      return (await open()).show(request, administrator, context);
    },
    async POST(request: HttpRequest, administrator: Administrator | EndedAdministrator, context: InvocationContext) {
      return (await open()).act(request, administrator, context);
    },
  };
}

export function consoleEndMethods({ config, signIn }: Pick<Connector, 'config' | 'signIn'>) {
  return {
    async POST(request: HttpRequest) {
      await readForm(request, config.publicUrl);
      const { console: handle = '', secret } = readCookies(request);
      await signIn.endAdministrator(handle, secret);
      const headers = { Location: `${config.publicUrl}/console` };
      return { response: { status: 303, headers, cookies: [droppedConsoleCookie()] } };
    },
  };
}
