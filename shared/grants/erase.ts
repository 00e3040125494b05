/**
 * Erases what is kept of a person, and says what was deleted and what stays until when.
 *
 * Order of durable writes: the session, which ends journeys under way, what a disconnect writes, due rows that make the sweep look back,
 * then the grant, which is the decision, then what waits to be sent as them and the index of messages. Before the decision a repetition finishes it, afterwards the
 * sweep does as well. The messages stay to the end of their history: they answer for their idempotency keys, so that no message is sent
 * twice, and to the applications that sent them. The times of tests stay their hour, which they bound.
 */
import { ConnectorError } from '../errors.ts';
import { ERASE_FINISHED_HOURS, ERASED_GENERATION_DAYS, ERASED_MESSAGES_OF_EACH_MAX } from '../limits.ts';
import type { Sender } from '../sender.ts';
import type { Disconnect } from './disconnect.ts';
import type { DueStore, Grant, GrantStore } from './grant.ts';
import { isOfAccount, isSuspended, type HomeAccount } from './home-account.ts';
import { lastGeneration } from './last-generation.ts';
import { connectCheck, indexCheck } from './refresh-schedule.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';

/** `connection`: grant, key and tokens. `message_index`: what finds the person's messages. */
export const erasedKinds = ['connection', 'names', 'message_index'] as const;
export type ErasedKind = (typeof erasedKinds)[number];

/**
 * `messages`: when, by which application, to how many, how it ended, and the sender's object id; never content. `generation`: the number
 * of the connection, under the sender's object id. `test_times`: when the person tested in the last hour, so that erasing gives nobody
 * more tests. `message_index`: the rest of it, where there was too much for one request.
 */
export type RemainingKind = 'messages' | 'generation' | 'test_times' | 'message_index';

export interface EraseReceipt {
  /** The time of this request. */
  at: Date;
  /**
   * What this request deleted, and not another one at the same time; each kind at most once. Empty when nothing was left. Sessions,
   * which end too, are not counted.
   */
  deleted: { kind: ErasedKind; count: number }[];
  /** What stays, and when the last of it is deleted. */
  remaining: { kind: RemainingKind; until: Date }[];
  /** False where what was deleted is a former account's: then its numbers are not to be shown. */
  isOwn: boolean;
}

/** The operator may erase whichever account is connected. */
export const WHICHEVER_ACCOUNT = 'whichever';
type Claim = HomeAccount | typeof WHICHEVER_ACCOUNT | undefined;

/**
 * `home`: the account that signed in as the person.
 * @throws ConnectorError `request_expired` when another account is connected, and no sign-in has contradicted it; `conflict` when the
 *   sender keeps connecting
 */
export type Erase = (sender: Sender, home: Claim) => Promise<EraseReceipt>;

/** Records about a person that are kept elsewhere. */
export interface Traces {
  /** Until when they are kept. */
  readTestTimes(sender: Sender): Promise<{ expiresAt: Date } | undefined>;
  /** Whether any message is found under them. */
  hasMessages(sender: Sender): Promise<boolean>;
  /** As `MessageStore.forgetSender`. */
  forgetSender(sender: Sender, topOfEach: number, before?: Date): Promise<{ deleted: number; isComplete: boolean }>;
}

export interface EraseDependencies {
  grants: Pick<GrantStore, 'read' | 'erase'>;
  due: Pick<DueStore, 'add' | 'remove'>;
  disconnect: Disconnect;
  /** Ends the session of the person's own page. */
  endSession: (sender: Sender) => Promise<void>;
  traces: Omit<Traces, 'hasMessages'>;
  historyDays: number;
  now: () => Date;
}

/** Of all attempts of one request. */
interface Progress {
  counts: Record<ErasedKind, number>;
  isOwn: boolean;
}

export function createErase(dependencies: EraseDependencies): Erase {
  const { grants, due, disconnect, endSession, traces, historyDays, now } = dependencies;

  /** Until the grant is erased; resolves to when that was, now or before, and undefined for a person who never connected. */
  async function eraseGrant(sender: Sender, home: Claim, progress: Progress) {
    const { counts } = progress;
    const before = (await grants.read(sender)).grant;
    requireOwn(before, home);
    if (before && !isClaimed(before, home)) progress.isOwn = false;
    if (before && before.status !== 'disconnected') {
      // Another one that was connected meanwhile is judged anew.
      const isSame = (stored: Grant) => stored.generation === before.generation && isOfAccount(stored, before);
      await disconnect(sender, isSame, ({ names }) => (counts.names += names.length));
    }
    const { grant, erased } = await grants.read(sender);
    if (!grant) return erased?.erasedAt;
    if (grant.status !== 'disconnected') throw new ConnectorError('conflict');
    await due.add(connectCheck(sender, grant.generation, now()));
    await due.add(indexCheck(sender, now()));
    // A disconnect that stopped half way has left it.
    await due.remove({ kind: 'refresh', at: grant.refreshDueAt, sender, generation: grant.generation });
    const erasedAt = now();
    await grants.erase(grant, { generation: lastGeneration(grant, erased), erasedAt });
    counts.connection += 1;
    return erasedAt;
  }

  async function forgetMessages(sender: Sender, progress: Progress): Promise<boolean> {
    const { deleted, isComplete } = await traces.forgetSender(sender, ERASED_MESSAGES_OF_EACH_MAX);
    progress.counts.message_index += deleted;
    if (!isComplete) await due.add(indexCheck(sender, now()));
    return isComplete;
  }

  return async (sender, home) => {
    const progress: Progress = { counts: { connection: 0, names: 0, message_index: 0 }, isOwn: true };
    requireOwn((await grants.read(sender)).grant, home);
    await endSession(sender);
    const erasedAt = await repeatOnConflict(() => eraseGrant(sender, home, progress));
    const isComplete = await forgetMessages(sender, progress);
    const tests = await traces.readTestTimes(sender);
    const at = now();
    const remaining: EraseReceipt['remaining'] = [
      ...(erasedAt
        ? [
            { kind: 'messages' as const, until: addHours(erasedAt, historyDays * 24) },
            { kind: 'generation' as const, until: addHours(erasedAt, ERASED_GENERATION_DAYS * 24) },
          ]
        : []),
      ...(tests ? [{ kind: 'test_times' as const, until: tests.expiresAt }] : []),
      ...(isComplete ? [] : [{ kind: 'message_index' as const, until: addHours(at, ERASE_FINISHED_HOURS) }]),
    ];
    const { counts, isOwn } = progress;
    return {
      at,
      deleted: erasedKinds.flatMap((kind) => (counts[kind] > 0 ? [{ kind, count: counts[kind] }] : [])),
      remaining: remaining.filter(({ until }) => until > at),
      isOwn,
    };
  };
}

/** What another account has connected since this sign-in is that person's to erase; what is left of an ended one is nobody's. */
function requireOwn(grant: Grant | undefined, home: Claim): void {
  if (!grant || grant.status === 'disconnected' || isClaimed(grant, home) || isSuspended(grant)) return;
  throw new ConnectorError('request_expired');
}

function isClaimed(grant: Grant, home: Claim): boolean {
  return home === WHICHEVER_ACCOUNT || isOfAccount(grant, home);
}

function addHours(time: Date, hours: number): Date {
  return new Date(time.getTime() + hours * 3600 * 1000);
}
