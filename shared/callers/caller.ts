/**
 * A caller: the application whose access token was verified, the tenant that vouches for it, and what it may do there.
 */
export interface Caller {
  /** The host tenant that issued the token; every record a caller may see belongs to it. */
  hostTenantId: string;
  /** Client id of the application, lower case (`azp`). */
  clientId: string;
  rights: readonly Right[];
}

/** `send`: send as people and see what was sent. `operate`: see whether the connector is ready. */
export type Right = 'send' | 'operate';

/** How a token proves a right. */
export interface RightRule {
  /** App role of an application that calls on its own behalf, or of the person it calls for. */
  role: string;
  /** Scope that an application needs as well when it calls for a person; absent: it may not. */
  scope?: string;
  /** Whether CALLER_CLIENT_IDS restricts it. An administrator's own tool is no caller, so no list holds it. */
  isForListedCallers: boolean;
}

export const rightRules: Readonly<Record<Right, RightRule>> = Object.freeze({
  send: { role: 'Mail.Send.AsUser', isForListedCallers: true },
  operate: { role: 'Operate', scope: 'operate', isForListedCallers: false },
});
