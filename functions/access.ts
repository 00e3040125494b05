/**
 * Who may call: authenticates a request as its row in the table of routes says, before any handler sees it.
 *
 * An access token proves a caller, a manager or an operator, a signature a source of webhooks, and a request has one of the two; what is
 * agreed for a door proves the sender of an event; the session of the own page proves a person: its handle is in the cookie of
 * the tab, or in the form; that of the console proves an administrator. Both may look without a session, and are then undefined, but never
 * act without one. It knows no route.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller, Right, SignedCaller } from '../shared/callers/caller.ts';
import type { AccessTokenVerifier } from '../shared/callers/verify-access-token.ts';
import type { DoorVisit } from '../shared/doors/door-visit.ts';
import type { VerifySignature } from '../shared/callers/verify-signature.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ConnectorError, hasCode } from '../shared/errors.ts';
import type { OpenedSession, SignIn } from '../shared/sign-in/sign-in.ts';
import type { HostTenant } from '../shared/tenants/host-tenant.ts';
import { requireEnvironment } from '../shared/tenants/environment-rule.ts';
import { SIGNED_BODY_MAX_BYTES } from '../shared/webhook-limits.ts';
import type { HoldBody } from './bodies.ts';
import { readCookies, readForm } from './browser.ts';
import { createReadAdministrator, type Administrator, type EndedAdministrator } from './read-administrator.ts';
import type { ReadVisit, Visit } from './read-visit.ts';

/**
 * `anyone` is not authenticated. `caller` sends, `reader` follows its messages, `manager` looks after senders; all of a host tenant. `signed`
 * sends, too, by a signature in place of a token. `operator` looks after the app, and `configurator` after the tenants it serves. `door` brings
 * events. `administrator` is a person in the console.
 */
export type Access =
  | 'anyone'
  | 'person'
  | 'caller'
  | 'reader'
  | 'manager'
  | 'operator'
  | 'configurator'
  | 'door'
  | 'signed'
  | 'administrator';

/** A signed-in person; `handle` opens their own page. */
export interface Person extends OpenedSession {
  handle: string;
}

/** What a handler is handed: undefined for anyone, and for a person who looks without a session. */
export type Identity = Caller | SignedCaller | Person | Administrator | EndedAdministrator | Visit | undefined;

/** Whether a credential proved it: a handshake at a door has none, and is a stranger's. */
export function isProven(
  who: Identity,
): who is Caller | SignedCaller | Person | Administrator | EndedAdministrator | DoorVisit {
  return who !== undefined && !('handshake' in who);
}

export interface AccessDependencies {
  publicUrl: string;
  verifyAccessToken: AccessTokenVerifier;
  verifySignature: VerifySignature;
  /** Of bodies whose senders are not known yet. */
  holdUnverified: HoldBody;
  /** A host tenant whose document says from where its applications may call. */
  readTenant: (id: string) => Promise<HostTenant | undefined>;
  signIn: Pick<SignIn, 'openSession' | 'openAdministrator' | 'knowsAdministrator'>;
  readVisit: ReadVisit;
}

/** @throws ConnectorError `unauthorized`, `forbidden`, `environment_not_allowed`, `invalid_request`; for a form `cross_site_request`, `request_expired`, `browser_mismatch` */
export type Authenticate = (access: Access, request: HttpRequest) => Promise<Identity>;

export function createAuthenticate(dependencies: AccessDependencies): Authenticate {
  const readAdministrator = createReadAdministrator(dependencies);
  const { publicUrl, verifyAccessToken, verifySignature, holdUnverified, readTenant, signIn, readVisit } = dependencies;

  async function verify({ headers }: HttpRequest, right: Right): Promise<Caller> {
    const authorization = headers.get('authorization');
    if (authorization !== null && headers.has('webhook-signature'))
      throw new ConnectorError('invalid_request', {
        faults: [
          {
            pointer: 'header:webhook-signature',
            detail: 'is given with an access token; a request proves who it is in one way',
          },
        ],
      });
    const caller = await verifyAccessToken(authorization, right);
    if (right !== 'operate' && right !== 'configure') await refuseCopy(caller, headers);
    return caller;
  }

  /** A copy of an environment of the ERP says where it is, and would otherwise also disconnect people and upload files as its original. */
  async function refuseCopy({ hostTenantId, clientId }: Caller, headers: HttpRequest['headers']): Promise<void> {
    const environment = readEnvironment(headers);
    const tenant = environment && (await readTenant(hostTenantId));
    if (environment && tenant) requireEnvironment(tenant, clientId, environment);
  }

  function verifySigned(request: HttpRequest): Promise<SignedCaller> {
    const { headers, params } = request;
    return holdUnverified(request, SIGNED_BODY_MAX_BYTES, (body) =>
      verifySignature({ segment: params['source'] ?? '', headers, body }),
    );
  }

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
      case 'administrator':
        return readAdministrator(request);
      case 'caller':
        return verify(request, 'send');
      case 'reader':
        return verify(request, 'read');
      case 'manager':
        return verify(request, 'manage');
      case 'operator':
        return verify(request, 'operate');
      case 'configurator':
        return verify(request, 'configure');
      case 'door':
        return readVisit(request);
      case 'signed':
        return verifySigned(request);
    }
  };
}
