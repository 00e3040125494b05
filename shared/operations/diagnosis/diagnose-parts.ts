/**
 * What a diagnosis is asked with, and what it asks. Types only.
 */
import type { Config } from '../../config.ts';
import type { ConnectorError } from '../../errors.ts';
import type { appOf, consentUrl, describeProblem } from '../../grants/describe-sender.ts';
import type { MailboxReader } from '../../grants/proofs.ts';
import type { Senders } from '../../grants/senders.ts';
import type { Mailboxes } from '../../mailboxes/mailboxes.ts';
import type { ErrorCode } from '../../outcomes.ts';
import type { MailboxLoadRows } from '../../outbox/mailbox-load-rows.ts';
import type { Message } from '../../outbox/message.ts';
import type { Messages } from '../../outbox/messages.ts';
import type { Sender } from '../../sender.ts';
import type { Tenants } from '../../tenants/host-tenant.ts';
import type { TimeLimit, withTimeLimit } from '../../time-limit.ts';
import type { Diagnosis } from './diagnosis-answer.ts';

/** As a caller means a sender, `clientId` where it is an application that would send, or a person who has signed in. */
export type Whose = { hostTenantId: string; reference: string; clientId?: string } | { sender: Sender };

export interface Diagnosed {
  diagnosis: Diagnosis;
  /** For the log: how it ended, and at which step to begin. */
  ids: Record<string, string | undefined>;
  /** Codes that were met; what only the operator can repair is an alarm. */
  alarms: ErrorCode[];
}

/**
 * `test`: sends a test message as the sender, when every other step lets it leave.
 * @throws ConnectorError `not_found` when nobody is meant
 */
export type Diagnose = (whose: Whose, test?: (sender: Sender) => Promise<Message>) => Promise<Diagnosed>;

/** What the start of the built app has loaded; classes among it are compared by `instanceof`. */
export interface StartedParts {
  ConnectorError: typeof ConnectorError;
  TimeLimit: typeof TimeLimit;
  withTimeLimit: typeof withTimeLimit;
  describeProblem: typeof describeProblem;
  appOf: typeof appOf;
  consentUrl: typeof consentUrl;
}

export interface DiagnoseParts extends StartedParts {
  config: Config;
  senders: Pick<Senders, 'find' | 'inspect' | 'read' | 'readOwnNames' | 'tokens'>;
  mailboxes: Pick<Mailboxes, 'look'>;
  tenants: Pick<Tenants, 'read'>;
  graph: Pick<MailboxReader, 'probeMailbox'>;
  stores: { mailboxLoads: Pick<MailboxLoadRows, 'read'> };
  messages: Pick<Messages, 'readHistory'>;
  now: () => Date;
}
