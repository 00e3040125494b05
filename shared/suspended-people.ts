/**
 * Contract of the store that says which people no mailbox of a document sends for, because of their account in the host tenant. Types only.
 *
 * What is said of a person's own connection is in their grant.
 */
import type { HostProblemCode } from './host-account.ts';

export interface SuspendedPerson {
  /** GUID in lower case. */
  hostObjectId: string;
  code: HostProblemCode;
  since: Date;
}

/** A row that is not as it was written stands against its person all the same. */
export type ListedPerson = SuspendedPerson | { hostObjectId: string; code: 'sealed_record_refused' };

/** Every method throws ConnectorError `storage_…`. */
export interface SuspendedPeople {
  /** All of a host tenant. @throws ConnectorError `sealed_record_refused` for a row that is nobody's */
  list(hostTenantId: string): Promise<ListedPerson[]>;
  /** In place of what was said of them. */
  put(hostTenantId: string, person: SuspendedPerson): Promise<void>;
  /** Nothing there is no error. */
  remove(hostTenantId: string, hostObjectId: string): Promise<void>;
}
