/**
 * What the console shows of a message: who, when and how it ended. Nothing here says what a message says or to whom it goes.
 */
import type { ErrorCode } from '../../../outcomes.ts';
import type { Situation } from '../people/pass-on.ts';
import type { ConsoleMessagesTexts } from '../../text/en/console-messages.ts';

export type ShownStatus = keyof ConsoleMessagesTexts['states'];
export type ShownAct = 'retry' | 'resend' | 'cancel';

export interface ShownAttempt {
  at: Date;
  outcome: keyof ConsoleMessagesTexts['outcomes'];
  graphRequestId?: string;
  /** Graph's, or ours. */
  code?: string;
  nextAt?: Date;
}

export interface ShownMessage {
  id: string;
  previousId?: string;
  status: ShownStatus;
  /** Absent while nobody was found. */
  sender?: { hostObjectId: string };
  account?: { homeTenantId: string; homeObjectId: string };
  mailboxId?: string;
  callerId: string;
  reference?: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  notBefore?: Date;
  nextAt?: Date;
  recipientCount: number;
  attempts: readonly ShownAttempt[];
  error?: { code: ErrorCode; graphCode?: string };
  /** Present while what it says is kept. */
  content?: string;
}

/** It goes on, or waits. */
export function isOpen({ status }: Pick<ShownMessage, 'status'>): boolean {
  return status === 'queued' || status === 'held' || status === 'sending';
}

export interface MessageView {
  message: ShownMessage;
  /** Of the sender, where a person has connected one. */
  mailbox: string | undefined;
  /** There is a page about the sender. */
  hasSenderPage: boolean;
  /** Of the sender of a message on hold: what there is to pass on. */
  situation: Situation | undefined;
  /** How many of its recipients a mail server has told apart, by what it said. */
  replies: readonly { state: keyof ConsoleMessagesTexts['replies']; count: number }[];
  /** The message that was sent in its place. */
  resentId: string | undefined;
  acts: readonly ShownAct[];
  /** What has just been done. */
  done: string | undefined;
}
