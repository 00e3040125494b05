/**
 * A caller: whoever sent an access token that was verified, and what a route requires of one.
 */
export interface Caller {
  /** Client id of the application, lower case (`azp`). */
  clientId: string;
  /** App roles that an administrator assigned to it. */
  roles: readonly string[];
  /** Delegated scopes; only where a person signed in to the application. */
  scopes?: readonly string[];
}

/** What lets a caller in. */
export interface Right {
  /** App role of an application that calls by itself. */
  role: string;
  /** Scope of an application that calls for a person; absent: none may. */
  scope?: string;
  /** Whether CALLER_CLIENT_IDS restricts it. */
  isForListedCallers: boolean;
}

/** Lets an application send as people. */
export const SEND: Right = { role: 'Mail.Send.AsUser', isForListedCallers: true };

/** Lets somebody see whether the connector is ready. An administrator's own tool is no caller, so no list holds it. */
export const OPERATE: Right = { role: 'Operate', scope: 'operate', isForListedCallers: false };
