/**
 * `GET /me/check`: what stands in the way of sending as the person who has signed in. What shows it is a file of its own in the built
 * app, so it is handed what other pages have loaded.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { appOf } from '../shared/grants/describe-sender.ts';
import { renderPage } from '../shared/pages/kit/layout.ts';
import { problemActor } from '../shared/pages/person/problem-actor.ts';
import { renderRemedy } from '../shared/pages/person/problem-remedy.ts';
import { renderSignInButton } from '../shared/pages/person/sign-in-button.ts';
import { renderSignOut } from '../shared/pages/person/sign-out.ts';
import { renderTestButton } from '../shared/pages/person/test-button.ts';
import type { Person } from './access.ts';
import { ownPageUrl } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { adminConsentUrl, nameSignedIn, page } from './page.ts';

const started = {
  appOf,
  renderPage,
  problemActor,
  renderRemedy,
  renderSignInButton,
  renderSignOut,
  renderTestButton,
  ownPageUrl,
  readReader,
  adminConsentUrl,
  nameSignedIn,
  page,
};

export type StartedPages = typeof started;

export function meCheckMethods(connector: Pick<Connector, 'config' | 'operations' | 'senders'>) {
  return {
    async GET(request: HttpRequest, person: Person | undefined, context: InvocationContext) {
      const { showCheck } = await import('./show-check.ts');
      return showCheck({ ...connector, ...started }, request, person, context);
    },
  };
}
