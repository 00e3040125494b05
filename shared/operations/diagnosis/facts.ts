/**
 * What a diagnosis knows of a sender before it judges. Types only.
 */
import type { ErrorCode } from '../../outcomes.ts';
import type { MailboxReader } from '../../grants/proofs.ts';
import type { JudgedGrant } from '../../grants/judge-connection.ts';
import type { MailboxLoad } from '../../outbox/mailbox-load.ts';
import type { SenderHistory } from '../../outbox/read-history.ts';
import type { Sender } from '../../sender.ts';
import type { HostTenant } from '../../tenants/host-tenant.ts';

/** A known outcome that is not success. */
export interface Refusal {
  code: ErrorCode;
  upstreamCode?: string;
}

export type Attempt<Value> = { value: Value } | { refusal: Refusal };

export type Probe = Awaited<ReturnType<MailboxReader['probeMailbox']>>;

export interface Facts {
  sender: Sender;
  /** As it is after everything was asked; absent: the sender never connected. */
  grant?: JudgedGrant | undefined;
  refreshedAt?: Date | undefined;
  /** Names that lead to the sender now, in lower case. */
  names: readonly string[];
  tenant: Attempt<HostTenant | undefined>;
  /** Absent where there is nothing to get a token by. */
  token?: Attempt<unknown> | undefined;
  /** Absent where there is no token, or the mailbox is paused. */
  probe?: Attempt<Probe> | undefined;
  load: Attempt<MailboxLoad | undefined>;
  history: Attempt<SenderHistory | undefined>;
}

export interface JudgeOptions {
  messagesPerMinute: number;
  now: Date;
}
