/**
 * A host tenant: the Entra tenant an ERP runs in, whose applications call and whose guests and members send.
 *
 * Contract only. Every use case takes the tenant as an argument; a caller's comes from its verified token, a person's from
 * their sign-in, and nothing else decides it.
 */
import type { AllowList } from '../allow-list.ts';
import type { Environment } from '../environment.ts';

/** What an application may be allowed: to send as people, to see what became of its messages, to look after senders. */
export const applicationRights = ['send', 'read', 'manage'] as const;
export type ApplicationRight = (typeof applicationRights)[number];

export interface HostTenant {
  /** GUID in lower case. */
  id: string;
  /** Applications that may call, each with the role besides. */
  callerClientIds: AllowList;
  /** What each of these applications may do at most; an application that is not listed may do what its roles say. */
  rightsOfApplications: ReadonlyMap<string, readonly ApplicationRight[]>;
  /** Home tenants whose people may connect a mailbox and send from it; the host tenant's own members need no entry. */
  allowedHomeTenants: AllowList;
  /** Home tenants that have left: allowed or not, nobody of theirs connects or sends. */
  departedHomeTenants: readonly string[];
  /** `paused`: nothing is sent, and what is accepted waits; `left`: nothing is sent or connected ever again, and what waits ends. */
  state: 'active' | 'paused' | 'left';
  /** From where alone the applications that it names may send; absent: each from anywhere. */
  environments?: readonly (Environment & { clientId: string })[];
  /** Absent: messages go to whom they name. */
  sandbox?: Sandbox;
  /** Absent: without limit. */
  limits?: TenantLimits;
}

/** For tests: messages reach nobody but these. */
export interface Sandbox {
  /** Addresses, and domains that begin with `@`; in lower case. */
  allowedRecipients: readonly string[];
  /** The address that takes the place of every other recipient; absent: a message to others is refused. */
  rewriteTo?: string;
}

/** Messages a minute that each instance of the app accepts. */
export interface TenantLimits {
  messagesPerMinute?: number;
  messagesPerMinuteOfApplication?: number;
}

export interface Tenants {
  /** Undefined when this installation does not serve the tenant. `id` in lower case. */
  read(id: string): Promise<HostTenant | undefined>;
  /** The tenant of a consent page whose address names none. */
  readDefault(): Promise<HostTenant>;
}
