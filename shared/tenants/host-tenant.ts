/**
 * A host tenant: the Entra tenant an ERP runs in, whose applications call and whose guests and members send.
 *
 * Contract only. Every use case takes the tenant as an argument; a caller's comes from its verified token, a person's from
 * their sign-in, and nothing else decides it.
 */
export interface HostTenant {
  /** GUID in lower case. */
  id: string;
  /** Applications that may call; empty: every one that has the role. */
  callerClientIds: readonly string[];
  /** Home tenants whose people may connect a mailbox; empty: any. */
  allowedHomeTenants: readonly string[];
}

export interface Tenants {
  /** Undefined when this installation does not serve the tenant. `id` in lower case. */
  read(id: string): Promise<HostTenant | undefined>;
  /** The tenant of a consent page whose address names none. */
  readDefault(): Promise<HostTenant>;
}
