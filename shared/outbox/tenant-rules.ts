/**
 * What the operator says of a host tenant, as far as messages are concerned. Contract only.
 */
import type { Caller } from '../callers/caller.ts';
import type { Environment } from '../environment.ts';
import type { RecipientRule } from '../submission/restrict-recipients.ts';

/** All throw what reading the tenant throws. */
export interface TenantRules {
  /** @throws ConnectorError `tenant_paused`, `tenant_left`, also for a tenant that is not served here any more */
  requireActive(hostTenantId: string): Promise<void>;
  /**
   * As `requireActive`, and counts a message that this application submits. `mayWait`: it is to leave later anyway, so a paused tenant
   * keeps it: whoever tells of an event may never tell of it again. `environment` is from where in the ERP it comes; undefined where that
   * is not asked, null where it is and nobody said.
   * @throws ConnectorError `quota_exceeded`, `environment_not_allowed`
   */
  admit(caller: Caller, mayWait: boolean, environment?: Environment | null): Promise<void>;
  /** Undefined where messages go to whom they name. */
  readRecipientRule(hostTenantId: string): Promise<RecipientRule | undefined>;
}
