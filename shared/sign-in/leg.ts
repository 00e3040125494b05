/**
 * A leg of the sign-in that came back from Entra, and how it can end. Types only.
 */
import type { ConnectorError } from '../errors.ts';
import type { Sender } from '../sender.ts';
import type { HostTenant } from '../tenants/host-tenant.ts';
import type { Registration } from '../tenants/registration.ts';
import type { HostIdentity } from './host-identity.ts';
import type { Opened } from './transaction.ts';

/** The query of the redirect, each parameter at most once. */
export interface AuthorizationResponse {
  state: string | undefined;
  code: string | undefined;
  error: string | undefined;
  errorDescription: string | undefined;
}

/** Sign-ins that come back to the redirect URI. */
export type LegKind = 'host' | 'home' | 'administrator';

/** A leg whose transaction matched. */
export interface Leg<Kind extends LegKind> {
  transaction: Opened<Kind>['transaction'];
  /** Uses the transaction up. @throws ConnectorError `request_expired` when it was used before */
  use: () => Promise<void>;
  nonce: string;
  codeVerifier: string;
  browserSecret: string;
  /** Handles of the sessions that this browser holds. */
  heldHandles: readonly string[];
  tenant: HostTenant;
  /** The client that the browser was sent to Entra for. */
  registration: Registration;
  response: AuthorizationResponse;
}

export type FinishedLeg =
  /** The host leg ended; so did every session that the browser held. */
  { kind: 'redirect'; url: string } | FinishedSession | AdministratorSignedIn | RefusedLeg;

/** An administrator is signed in to the console; `handle` opens it at `page`. */
export interface AdministratorSignedIn {
  kind: 'administrator';
  handle: string;
  page: string;
  hostObjectId: string;
}

/** The person is signed in to their own page; `handle` opens it. The others are for the log. */
export interface FinishedSession {
  kind: 'session';
  handle: string;
  /** After the host leg alone, every other session that the browser held has ended. */
  hasEndedOthers: boolean;
  /** Exchange's code. */
  upstreamCode?: string;
  /** Beyond those asked for. */
  surplusScopes?: string[];
  /** Why the names of the sender could not be proven again. */
  notProven?: string;
  /** The sender whose connection belongs to another account. */
  suspended?: Sender;
}

export interface RefusedLeg {
  kind: 'refused';
  error: ConnectorError;
  /** Entra was asked, so the transaction is used up. */
  isUsed: boolean;
  /** Known once the transaction matched. */
  hostTenantId?: string;
  clientId?: string;
  /** Known once the host leg succeeded. */
  identity?: HostIdentity;
  signedInAs?: string;
  /** Starts the home leg, again or after a confirmation. */
  handle?: string;
  /** Opens the session of whoever signed in at the host tenant, where the page is theirs. */
  sessionHandle?: string;
}
