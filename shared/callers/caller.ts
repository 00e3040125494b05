/**
 * A caller: the application whose access token was verified, the tenant that vouches for it, and what it may do there.
 */
import type { Config } from '../config.ts';

export interface Caller {
  /** The host tenant that issued the token; every record a caller may see belongs to it. */
  hostTenantId: string;
  /** Client id of the application, lower case (`azp`). */
  clientId: string;
  rights: readonly Right[];
}

/**
 * `send`: send as people. `read`: see what became of the messages of one's own, tests included. `manage`: list senders, disconnect
 * and test them. `operate`: see whether the connector is ready.
 */
export type Right = 'send' | 'read' | 'manage' | 'operate';

/** How a token proves a right. */
export interface RightRule {
  /** App roles of which an application that calls on its own behalf, or the person it calls for, needs one. */
  roles: readonly string[];
  /** Scope that an application needs as well when it calls for a person; absent: it may not. */
  scope?: string;
  /** Whether CALLER_CLIENT_IDS restricts it. An administrator's own tool is no caller, so no list holds it. */
  isForListedCallers: boolean;
}

/** `sendersRole` is SENDERS_ROLE: the role to send gave the right to manage as well, and may go on doing so for its callers. */
export function listRightRules(sendersRole: Config['sendersRole']): Readonly<Record<Right, RightRule>> {
  return Object.freeze({
    send: { roles: ['Mail.Send.AsUser'], isForListedCallers: true },
    read: { roles: ['Mail.Send.AsUser', 'Senders.Manage'], isForListedCallers: true },
    manage: { roles: ['Senders.Manage', sendersRole], isForListedCallers: true },
    operate: { roles: ['Operate'], scope: 'operate', isForListedCallers: false },
  });
}
