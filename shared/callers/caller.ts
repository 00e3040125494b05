/**
 * A caller: whoever sent an access token that was verified, and what a route requires of one.
 */
export interface Caller {
  /** Client id of the application, lower case (`azp`). */
  clientId: string;
  /** App roles that an administrator assigned to it, or to the person for whom it calls. */
  roles: readonly string[];
  /** Delegated scopes; only where a person signed in to the application. */
  scopes?: readonly string[];
}

/** What lets a caller in. */
export interface Right {
  /** App role of the application that calls by itself, or of the person for whom it calls. */
  role: string;
  /** What an application that calls for a person must be allowed besides; absent: none may. */
  scope?: string;
  /** Whether CALLER_CLIENT_IDS restricts it. */
  isForListedCallers: boolean;
}

/** Lets an application send as people. */
export const SEND: Right = { role: 'Mail.Send.AsUser', isForListedCallers: true };

/** Lets somebody see whether the connector is ready. An administrator's own tool is no caller, so no list holds it. */
export const OPERATE: Right = { role: 'Operate', scope: 'operate', isForListedCallers: false };
