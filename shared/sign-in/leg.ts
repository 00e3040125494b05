/**
 * A leg of the sign-in that came back from Entra, and how it can end. Types only.
 */
import type { ConnectorError } from '../errors.ts';
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

/** A leg whose transaction matched. */
export interface Leg<Kind extends 'host' | 'home'> {
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
  | { kind: 'redirect'; url: string }
  /**
   * The person is signed in to their own page; `handle` opens it. After the host leg alone, every other session that the browser
   * held has ended. For the log: Exchange's code, scopes beyond those asked for.
   */
  | { kind: 'session'; handle: string; hasEndedOthers: boolean; upstreamCode?: string; surplusScopes?: string[] }
  | RefusedLeg;

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
  /** Restarts the home leg. */
  handle?: string;
}
