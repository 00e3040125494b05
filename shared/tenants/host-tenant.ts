/**
 * A host tenant: the Entra tenant an ERP runs in, whose applications call and whose guests and members send.
 *
 * Contract only. Every use case takes the tenant as an argument; a caller's comes from its verified token, a person's from
 * their sign-in, and nothing else decides it.
 */
import type { AllowList } from '../allow-list.ts';

export interface HostTenant {
  /** GUID in lower case. */
  id: string;
  /** Applications that may call, each with the role besides. */
  callerClientIds: AllowList;
  /** Home tenants whose people may connect a mailbox and send from it; the host tenant's own members need no entry. */
  allowedHomeTenants: AllowList;
}

export interface Tenants {
  /** Undefined when this installation does not serve the tenant. `id` in lower case. */
  read(id: string): Promise<HostTenant | undefined>;
  /** The tenant of a consent page whose address names none. */
  readDefault(): Promise<HostTenant>;
}
