/**
 * A caller: the application whose access token was verified, or in whose name a source signed; the tenant that vouches for it, and what it
 * may do there.
 */
import { ADMINISTRATOR_ROLE } from '../administrator-role.ts';
import type { Config } from '../config.ts';
import type { ApplicationRight } from '../tenants/host-tenant.ts';

export interface Caller {
  /** The host tenant that issued the token, or for which the source is; every record a caller may see belongs to it. */
  hostTenantId: string;
  /** Client id of the application, lower case (`azp`, or the `callerId` of the source). */
  clientId: string;
  /** Object id of the person for whom it calls; absent where it calls on its own behalf. */
  personId?: string;
  rights: readonly Right[];
}

/** A source in whose name a request was signed, and what it signed. */
export interface SignedCaller extends Caller {
  body: Uint8Array;
  /** Of this delivery and its repetitions; no caller can give one like it, because it has a space. */
  idempotencyKey: string;
}

/**
 * `send`: send as people. `read`: see what became of the messages of one's own, tests included. `manage`: list senders, disconnect
 * and test them. `operate`: see whether the connector is ready. `configure`: write and read what is kept of tenants beside the settings.
 */
export type Right = ApplicationRight | 'operate' | 'configure';

/** How a token proves a right. */
export interface RightRule {
  /** App roles of which an application that calls on its own behalf, or the person it calls for, needs one. */
  roles: readonly [string, ...string[]];
  /** Scope that an application needs as well when it calls for a person; absent: it may not. */
  scope?: string;
  /**
   * Whether it is the operator's: a right over the installation, so only the tenant of the settings gives it, and no list of callers
   * restricts it, because an administrator's own tool is no caller.
   */
  isOperators: boolean;
}

export const SEND_RULE = Object.freeze<RightRule>({ roles: ['Mail.Send.AsUser'], isOperators: false });

/** `sendersRole` is SENDERS_ROLE: the role to send gave the right to manage as well, and may go on doing so for its callers. */
export function listRightRules(sendersRole: Config['sendersRole']): Readonly<Record<Right, RightRule>> {
  return Object.freeze({
    send: SEND_RULE,
    read: { roles: ['Mail.Send.AsUser', 'Senders.Manage'], isOperators: false },
    manage: { roles: ['Senders.Manage', sendersRole], isOperators: false },
    operate: { roles: ['Operate'], scope: 'operate', isOperators: true },
    configure: { roles: [ADMINISTRATOR_ROLE], scope: 'manage', isOperators: true },
  });
}
