/**
 * One run over all callbacks: some at once, beginning elsewhere each minute, so that slow ones at the front keep nobody out.
 *
 * A callback that fails for a reason of its own, or ours, keeps no other from its turn; the first such failure is in the report. It logs
 * nothing.
 */
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { HttpRequest } from '../http/http-request.ts';
import type { SigningSecrets } from '../callers/signing-secrets.ts';
import { NOT_PUBLIC } from '../http/checked-lookup.ts';
import { CALLBACK_RUN_SECONDS, CALLBACKS_AT_ONCE_MAX, CALLBACKS_MAX, CALLBACKS_NAMED_MAX } from '../webhook-limits.ts';
import type { Callback } from './callback.ts';
import type { CallbackRows } from './callback-rows.ts';
import { createDeliverEvent, type Proof } from './deliver-event.ts';
import { createRunCallback, type Feeds } from './run-callback.ts';
import type { CallbackRun } from './tell-event.ts';

/** What the operator has to act on. */
export type CallbackAlarm = 'callback_given_up' | 'callback_gone' | 'callback_refused';

export interface CallbacksReport {
  callbacks: number;
  delivered: number;
  failed: number;
  givenUp: number;
  /** Whose receiver has gone, and whose document is as it was then. */
  paused: number;
  /** `{host tenant id}.{name} {reason}` of some that failed. */
  failing: string[];
  alarms: CallbackAlarm[];
  /** Of the first callback that could not be run at all. */
  failure?: unknown;
}

/** Never throws. */
export type RunCallbacks = (callbacks: readonly Callback[]) => Promise<CallbacksReport>;

export interface CallbacksDependencies {
  rows: CallbackRows;
  feeds: Feeds;
  secrets: Pick<SigningSecrets, 'read'>;
  /** An access token of this connector's own identity; undefined where there is none for that audience. */
  readToken: (audience: string) => Promise<string | undefined>;
  /** CALLBACK_AUDIENCES. */
  audiences: readonly string[];
  request: HttpRequest;
  now: () => Date;
  random: () => number;
}

/** Why nothing is sent to a receiver, and the operator has to act. */
const refusals = ['audience_not_listed', 'token_refused', NOT_PUBLIC];

export function createRunCallbacks(dependencies: CallbacksDependencies): RunCallbacks {
  const { secrets, readToken, audiences, now } = dependencies;

  async function prove({ document: { secretNames = [], audience } }: Callback): Promise<Proof> {
    const token = audience === undefined ? undefined : await readToken(audience);
    if (token !== undefined) return { token };
    const { keys, failure } = await secrets.read(secretNames);
    if (keys.length === 0) throw failure ?? new Error('A callback has neither a token nor a secret.');
    return { keys };
  }

  /** A document never widens what the setting allows. */
  async function findRefusal({ document: { audience } }: Callback): Promise<string | undefined> {
    if (audience === undefined) return undefined;
    if (!audiences.includes(audience)) return 'audience_not_listed';
    return (await readToken(audience)) === undefined ? 'token_refused' : undefined;
  }

  const runCallback = createRunCallback({ ...dependencies, deliver: createDeliverEvent(dependencies), prove });

  return async (callbacks) => {
    const startedAt = now();
    const listed = callbacks.slice(0, CALLBACKS_MAX);
    const first = Math.floor(startedAt.getTime() / 60_000) % Math.max(1, listed.length);
    const until = new Date(startedAt.getTime() + CALLBACK_RUN_SECONDS * 1000);
    const report = startReport(listed.length);
    const rotated = [...listed.slice(first), ...listed.slice(0, first)];
    await forEachConcurrently(rotated, CALLBACKS_AT_ONCE_MAX, async (one) => {
      if (now() >= until) return;
      try {
        const refusal = await findRefusal(one);
        if (refusal === undefined) add(report, one, await runCallback(one, until));
        else addFailing(report, one, refusal);
      } catch (error) {
        report.failure ??= error;
        addFailing(report, one, 'not_run');
      }
    });
    return report;
  };
}

function startReport(callbacks: number): CallbacksReport {
  return { callbacks, delivered: 0, failed: 0, givenUp: 0, paused: 0, failing: [], alarms: [] };
}

function add(report: CallbacksReport, callback: Callback, run: CallbackRun | undefined): void {
  if (!run) {
    report.paused += 1;
    return;
  }
  report.delivered += run.delivered;
  report.failed += run.failed;
  report.givenUp += run.givenUp;
  if (run.givenUp > 0) addAlarm(report, 'callback_given_up');
  if (run.isGone) addAlarm(report, 'callback_gone');
  const reason = run.isGone ? 'status_410' : run.reason;
  if (reason !== undefined) addFailing(report, callback, reason);
}

function addFailing(report: CallbacksReport, { hostTenantId, name }: Callback, reason: string): void {
  if (report.failing.length < CALLBACKS_NAMED_MAX) report.failing.push(`${hostTenantId}.${name} ${reason}`);
  if (refusals.includes(reason)) addAlarm(report, 'callback_refused');
}

function addAlarm({ alarms }: CallbacksReport, alarm: CallbackAlarm): void {
  if (!alarms.includes(alarm)) alarms.push(alarm);
}
