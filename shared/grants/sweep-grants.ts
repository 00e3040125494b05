/**
 * Looks back at connections, disconnections and erasures an hour later and finishes what stopped half way.
 *
 * A key row above the grant's generation belongs to a connection that was never completed; a connected grant whose key or
 * tokens are gone was being disconnected, and one whose account in the host tenant did not come back in time is disconnected. Of an erased sender the number that was kept is deleted when its time is up, and, whether
 * they have connected again or not, what is left of the index of messages from before. Every step may be repeated; finding nothing to
 * do is the normal case.
 */
import { DIRECTORY_READ_LATELY_SECONDS } from '../directory-limits.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import {
  CONNECT_CHECK_SECONDS,
  ERASED_GENERATION_DAYS,
  ERASED_MESSAGES_OF_EACH_MAX,
  TRANSACTION_LIFETIME_SECONDS,
} from '../limits.ts';
import type { Vault } from '../vault/vault.ts';
import type { DataKeyStore } from '../vault/data-key-store.ts';
import type { Disconnect } from './disconnect.ts';
import type { Traces } from './erase.ts';
import type { DueEntry, DueStore, ErasedGrant, Grant, GrantStore, NameStore, NoteContest, Versioned } from './grant.ts';
import { isSuspended } from './home-account.ts';
import { graceEnd } from './note-host-account.ts';
import { lastGeneration } from './last-generation.ts';
import { createReclaimNames } from './reclaim-names.ts';
import { connectCheck } from './refresh-schedule.ts';
import { shredTokens } from './shred-tokens.ts';
import { sweepDue } from './sweep-due.ts';

export interface SweepGrantsDependencies {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  dataKeys: Pick<DataKeyStore, 'read' | 'readAged' | 'removeRow'>;
  vault: Pick<Vault, 'destroyDataKeys'>;
  disconnect: Disconnect;
  traces: Pick<Traces, 'forgetSender'>;
  noteContest: NoteContest;
  readDirectoryAt: ReadDirectoryAt;
  now: () => Date;
}

/** When the directory of a host tenant was last read to its end; undefined where nobody reads it. */
export type ReadDirectoryAt = (hostTenantId: string) => Promise<Date | undefined>;

/** One run, until its time is up; returns how many half rows were put right. */
export function createSweepGrants(dependencies: SweepGrantsDependencies) {
  const { grants, due, dataKeys, vault, disconnect, traces, readDirectoryAt, now } = dependencies;
  const reclaimNames = createReclaimNames(dependencies);

  async function sweepOne({ sender, generation }: DueEntry): Promise<boolean> {
    const { grant, tokens, erased } = await grants.read(sender);
    if (erased) await keepUntilEnd(erased);
    if (!grant || grant.status === 'disconnected') {
      const last = lastGeneration(grant, erased);
      await shredTokens({ grants, vault }, sender, last);
      const wasHalf = generation > last && (await removeHalf({ sender, generation }));
      return wasHalf || !erased;
    }
    if (generation > grant.generation) return removeHalf({ sender, generation });
    if (isSuspended(grant)) {
      await shredTokens({ grants, vault }, sender, grant.generation);
      await reclaimNames(grant);
      return tokens !== undefined;
    }
    if (grant.hostProblem && graceEnd(grant.hostProblem) <= now()) return endSuspended(grant);
    if (!tokens || !(await dataKeys.read(sender, grant.generation))) {
      await endHalf(grant);
      return true;
    }
    await reclaimNames(grant);
    await vault.destroyDataKeys(sender, grant.generation);
    await grants.removeTokens(sender, grant.generation);
    return false;
  }

  /** Not while nobody has read the directory for a day: the account may be back. */
  async function endSuspended(grant: Versioned<Grant>): Promise<boolean> {
    const { sender, generation } = grant;
    const isRead = isLately(await readDirectoryAt(sender.hostTenantId), now());
    if (isRead) await endHalf(grant);
    else await due.add(connectCheck(sender, generation, now()));
    return isRead;
  }

  /** A key whose connection is still to be made stays: the due row may be that of an earlier attempt with the same number. */
  async function removeHalf({ sender, generation }: Pick<DueEntry, 'sender' | 'generation'>): Promise<boolean> {
    const half = await dataKeys.readAged(sender, generation);
    if (!half) return false;
    if (half.ageSeconds < TRANSACTION_LIFETIME_SECONDS)
      throw new ConnectorError('conflict', { cause: new Error('The key is younger than the longest sign-in.') });
    await dataKeys.removeRow(half.row);
    return true;
  }

  /** Somebody who connects at this moment replaces the key first; their names may go with those of the connection that is ended. */
  async function endHalf({ sender, etag }: Versioned<Grant>): Promise<void> {
    await disconnect(sender, (stored) => stored.etag === etag).catch(async (error: unknown) => {
      const { grant } = await grants.read(sender);
      if (hasCode(error, 'conflict') && grant?.status === 'connected') await reclaimNames(grant);
      throw error;
    });
  }

  /** The due row of the next look is that of its end. */
  async function keepUntilEnd(erased: Versioned<ErasedGrant>): Promise<void> {
    const { sender, generation, erasedAt } = erased;
    const at = new Date(erasedAt.getTime() + ERASED_GENERATION_DAYS * 24 * 3600 * 1000);
    if (at <= now()) await grants.forget(erased);
    else await due.add({ kind: 'connect', at, sender, generation });
  }

  /** Unless it is all gone, the due row is kept, and the next run goes on. What was submitted after the erasure is left alone. */
  async function sweepIndex({ sender, at }: DueEntry): Promise<boolean> {
    // Just after the erasure, by the millisecond.
    const before = new Date(at.getTime() - CONNECT_CHECK_SECONDS * 1000 + 1);
    const { deleted, isComplete } = await traces.forgetSender(sender, ERASED_MESSAGES_OF_EACH_MAX, before);
    if (!isComplete) throw new ConnectorError('conflict', { cause: new Error('More messages than one run forgets.') });
    return deleted > 0;
  }

  return async (): Promise<number> => {
    // A row that cannot be read stops neither kind but its own.
    const swept = await Promise.allSettled([
      sweepDue({ due, now }, 'connect', sweepOne),
      sweepDue({ due, now }, 'index', sweepIndex),
    ]);
    return addUp(swept);
  };
}

function addUp(swept: readonly PromiseSettledResult<number>[]): number {
  return swept.reduce((sum, one) => {
    if (one.status === 'rejected') throw one.reason;
    return sum + one.value;
  }, 0);
}

function isLately(readAt: Date | undefined, now: Date): boolean {
  return readAt !== undefined && now.getTime() - readAt.getTime() < DIRECTORY_READ_LATELY_SECONDS * 1000;
}
