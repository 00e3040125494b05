/**
 * What the pages about limits, alarms, cost and the audit are given to show. Types only; the use cases' own results fit them.
 */
import type { DocumentKind } from '../../../configuration-addresses.ts';
import type { Who } from '../../../outcomes.ts';
import type { ConsoleOperationTexts } from '../../text/en/console-operation.ts';

export interface LimitsView {
  state: 'active' | 'paused' | 'left';
  limits: { messagesPerMinute?: number | undefined; messagesPerMinuteOfApplication?: number | undefined };
  doors: readonly { name: string; eventsPerHour: number }[];
  pauses: readonly ShownPause[];
  cursor?: string | undefined;
  isContinued: boolean;
}

export interface ShownPause {
  sender: { hostObjectId: string };
  /** Its address, where it is known. */
  mailbox?: string | undefined;
  pausedUntil?: Date | undefined;
  reached: readonly (keyof ConsoleOperationTexts['limits']['reached'])[];
  inFlight: number;
  messagesLastMinute: number;
}

export interface AlarmsView {
  days: number;
  alarms: readonly ShownAlarm[];
  /** Of the most overdue message in that time. */
  oldestDueSeconds: number;
  /** Absent: they were not asked for. */
  checks?: readonly ShownCheck[] | undefined;
}

export interface ShownAlarm {
  code: string;
  count: number;
  lastAt: Date;
  days: readonly { day: string; count: number }[];
}

export interface ShownCheck {
  name: string;
  ok: boolean;
  detail: string;
  who: Who;
}

export interface CostView {
  /** The current one first. */
  months: readonly CostMonth[];
  pricesAsOf: Date;
}

export interface CostMonth {
  /** Its first moment. */
  start: Date;
  isCurrent: boolean;
  accepted: number;
  queued: number;
  /** Undefined where nothing was counted in the month. */
  items: readonly CostItem[] | undefined;
}

/** `price`: of one, in dollars; as is `sum`. */
export interface CostItem {
  part: keyof ConsoleOperationTexts['cost']['quantities'];
  quantity: number;
  price: number;
  sum: number;
}

export interface AuditView {
  entries: readonly ShownEntry[];
  /** As they were chosen: dates, or empty. */
  from: string;
  to: string;
  cursor?: string | undefined;
  isContinued: boolean;
}

export interface ShownEntry {
  at: Date;
  by: string;
  action: keyof ConsoleOperationTexts['audit']['actions'];
  kind: DocumentKind | keyof ConsoleOperationTexts['audit']['kinds'];
  hostTenantId: string;
  name: string;
  version: number;
  count?: number;
}
