/**
 * Reads which administrator is signed in to the console: by the cookie that only a sign-in with the role sets.
 *
 * Who looks may have no session, and is then undefined. Who acts posts a form of the console, from our own site, that was made for them in
 * this browser. Where their session has ended meanwhile nothing is done, and the form is read all the same, so that what they typed is not
 * lost; that of a stranger, whose cookie this installation never made, is not.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError, hasCode } from '../shared/errors.ts';
import type { AdministratorSession } from '../shared/sign-in/administrator-session.ts';
import type { SignIn } from '../shared/sign-in/sign-in.ts';
import { formTokenOf, readCookies, requireSameSite } from './browser.ts';
import { readConsoleForm, type ConsoleForm } from './read-console-form.ts';

/** A signed-in administrator; `form` is what they posted. */
export interface Administrator extends AdministratorSession {
  /** What forms of their pages name as `session`. */
  formToken: string;
  form?: ConsoleForm;
}

/** Whoever posted this is not signed in any more, or as somebody else: it is only to be shown to them. */
export interface EndedAdministrator {
  ended: ConsoleForm;
}

export interface ReadAdministratorDependencies {
  publicUrl: string;
  signIn: Pick<SignIn, 'openAdministrator' | 'knowsAdministrator'>;
}

/** @throws ConnectorError for a form `cross_site_request`, `request_expired`, and as `readConsoleForm` */
export function createReadAdministrator({ publicUrl, signIn }: ReadAdministratorDependencies) {
  async function open(request: HttpRequest): Promise<Administrator | undefined> {
    const { console: handle, secret } = readCookies(request);
    if (!handle) return undefined;
    try {
      const session = await signIn.openAdministrator(handle, secret);
      return { ...session, formToken: formTokenOf(secret ?? '', session.sender) };
    } catch (error) {
      if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
      throw error;
    }
  }

  return async (request: HttpRequest): Promise<Administrator | EndedAdministrator | undefined> => {
    if (request.method === 'GET' || request.method === 'HEAD') return open(request);
    requireSameSite(request, publicUrl);
    const administrator = await open(request);
    const { console: handle = '' } = readCookies(request);
    if (!administrator && !(await signIn.knowsAdministrator(handle))) throw new ConnectorError('request_expired');
    const form = await readConsoleForm(request);
    if (!administrator || form.text('session') !== administrator.formToken) return { ended: form };
    return { ...administrator, form };
  };
}
