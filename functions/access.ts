/**
 * Who may call: authenticates a request as its row in the table of routes says, before any handler sees it.
 *
 * An access token proves a caller, a manager or an operator; the session of the own page proves a person: its handle is in the cookie of
 * the tab, or in the form. A person may look without a session, and is then undefined, but never act without one. It knows no
 * route.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller, Right } from '../shared/callers/caller.ts';
import type { AccessTokenVerifier } from '../shared/callers/verify-access-token.ts';
import { hasCode } from '../shared/errors.ts';
import type { OpenedSession, SignIn } from '../shared/sign-in/sign-in.ts';
import { readCookies, readForm } from './browser.ts';

/** `anyone` is not authenticated. `caller` sends, `reader` follows its messages, `manager` looks after senders, `operator` after the app; all of a host tenant. */
export type Access = 'anyone' | 'person' | 'caller' | 'reader' | 'manager' | 'operator';

/** A signed-in person; `handle` opens their own page. */
export interface Person extends OpenedSession {
  handle: string;
}

/** What a handler is handed: undefined for anyone, and for a person who looks without a session. */
export type Identity = Caller | Person | undefined;

export interface AccessDependencies {
  publicUrl: string;
  verifyAccessToken: AccessTokenVerifier;
  signIn: Pick<SignIn, 'openSession'>;
}

/** @throws ConnectorError `unauthorized`, `forbidden`; for a form `cross_site_request`, `request_expired`, `browser_mismatch` */
export type Authenticate = (access: Access, request: HttpRequest) => Promise<Identity>;

export function createAuthenticate({ publicUrl, verifyAccessToken, signIn }: AccessDependencies): Authenticate {
  const verify = ({ headers }: HttpRequest, right: Right) => verifyAccessToken(headers.get('authorization'), right);

  async function openSession(handle: string, request: HttpRequest): Promise<Person> {
    return { ...(await signIn.openSession(handle, readCookies(request).secret)), handle };
  }

  async function readPerson(request: HttpRequest): Promise<Person | undefined> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const form = await readForm(request, publicUrl);
      return openSession(form.get('handle') ?? '', request);
    }
    const { session: handle } = readCookies(request);
    if (!handle) return undefined;
    return openSession(handle, request).catch((error: unknown) => {
      if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
      throw error;
    });
  }

  return async (access, request) => {
    switch (access) {
      case 'anyone':
        return undefined;
      case 'person':
        return readPerson(request);
      case 'caller':
        return verify(request, 'send');
      case 'reader':
        return verify(request, 'read');
      case 'manager':
        return verify(request, 'manage');
      case 'operator':
        return verify(request, 'operate');
    }
  };
}
