/**
 * One simulation: everything that a seed makes happen, and the rules at the end.
 */
import { createVault } from '../../shared/vault/vault.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryContentKeyStore } from '../fakes/memory-content-key-store.ts';
import { createMemoryDataKeyStore } from '../fakes/memory-data-key-store.ts';
import { createMemoryKeyEncryptionKeys } from '../fakes/memory-key-encryption-keys.ts';
import { createMemoryPeppers } from '../fakes/memory-peppers.ts';
import { createMemoryRewrapProgress } from '../fakes/memory-rewrap-progress.ts';
import { createMemoryTenantKeyStore } from '../fakes/memory-tenant-key-store.ts';
import { PLANNED_MILLISECONDS, startCallers } from './callers.ts';
import { CLOCK_SKEW_MAX_MILLISECONDS, createFaults } from './faults.ts';
import { createHistory } from './history.ts';
import { createHost, type Host } from './host.ts';
import { judge, judgeLeftDrafts, type Judgement } from './judge.ts';
import { protections, type ProtectionName } from './mutations.ts';
import { createPeople } from './people.ts';
import { startPersons } from './persons.ts';
import { createRandom } from './random.ts';
import { createRecord } from './record.ts';
import { createScheduler } from './scheduler.ts';
import { createStorage } from './storage.ts';
import { startTampering } from './tampering.ts';
import { installVirtualGlobals } from './virtual-globals.ts';
import { createWorkers, type Workers } from './workers.ts';
import type { World } from './world.ts';

export interface Simulated extends Judgement {
  seed: number;
  steps: number;
  taken: number;
  /** Of those, by a draft. */
  takenByDraft: number;
  history: readonly string[];
}

const BUSY_CHANCE = 0.06;
const START = Date.parse('2026-01-05T08:00:00Z');
/** After this nothing goes wrong any more. */
const FAULTS_MILLISECONDS = PLANNED_MILLISECONDS + 3_600_000;
/** After this every draft is gone whose mailbox can be reached. */
const DRAFTS_MILLISECONDS = FAULTS_MILLISECONDS + 24 * 3_600_000;
/** What the sweep needs after the last message has expired. */
const REST_MILLISECONDS = 30 * 60_000;

/** At a draft in a mailbox that nobody may look into. */
const LOOKS_MAX = 50;

/** Keys and peppers do not differ from seed to seed, so all share them. */
const vault = createSharedVault();

/** @throws Error when it does not come to rest */
export async function simulate(
  seed: number,
  { without = 'everything', isHistoryKept = false }: { without?: ProtectionName; isHistoryKept?: boolean } = {},
): Promise<Simulated> {
  const random = createRandom(seed);
  const scheduler = createScheduler(random, START);
  const isBusy = random.chance(BUSY_CHANCE);
  // All messages of one partition, so that the fences of one message serve the next.
  const restore = installVirtualGlobals(scheduler, createRandom(seed + 0.5), isBusy ? 1 : 16);
  try {
    const { world, host, tampered } = start(seed, scheduler, random, { without, isHistoryKept, isBusy });
    await scheduler.run(() => endOf(world));
    const judged = judge(world, tampered);
    if (judged.problems.length === 0 && tampered.size === 0) {
      judged.problems.push(
        ...(await outlive(world, host)),
        ...world.record.problems,
        ...judgeLeftDrafts(world, START + DRAFTS_MILLISECONDS),
      );
    }
    const { history, record } = world;
    const takenByDraft = record.drafts.filter(({ taken }) => taken).length;
    return {
      seed,
      ...judged,
      steps: scheduler.steps(),
      taken: record.taken.length,
      takenByDraft,
      history: history.lines,
    };
  } finally {
    restore();
  }
}

function start(
  seed: number,
  scheduler: World['scheduler'],
  random: World['random'],
  { without, isHistoryKept, isBusy }: { without: ProtectionName; isHistoryKept: boolean; isBusy: boolean },
) {
  const history = createHistory(isHistoryKept, scheduler.now);
  const faults = createFaults(random);
  const people = createPeople(1 + random.below(3), scheduler.time);
  const record = createRecord(people, history);
  const storage = createStorage(scheduler.now, (id, delaySeconds) => host.put(id, delaySeconds));
  const world: World = {
    random,
    scheduler,
    history,
    faults,
    people,
    storage,
    record,
    vault,
    isBusy,
    isFlood: !isBusy && random.chance(0.1),
    messagesPerMinute: random.pick([1, 3, 30]),
    without: protections[without],
  };
  const workers: Workers = createWorkers(world);
  const host = createHost(world, () => workers);
  history.note('seed', () => String(seed));
  startPersons(world, workers);
  startCallers(world, workers);
  host.startSweeps();
  const tampered = world.without.isTampered ? startTampering(world) : new Set<string>();
  startOutages(world);
  scheduler.schedule(() => {
    faults.end();
    history.note('world', () => 'from now on everything works');
  }, FAULTS_MILLISECONDS);
  return { world, host, tampered };
}

/** Shorter than what a process remembers of a write that was not answered. */
function startOutages({ random, scheduler, faults, history }: World): void {
  if (!random.chance(0.2)) return;
  const at = random.between(0, PLANNED_MILLISECONDS);
  const set = (isOut: boolean) => () => {
    faults.setOutage(isOut);
    history.note('storage', () => (isOut ? 'is out of reach' : 'is back'));
  };
  scheduler.schedule(set(true), at);
  scheduler.schedule(set(false), at + random.between(10_000, 5 * 60_000));
}

/** When every message that there is has expired, and the sweep has seen that. */
function endOf({ record }: World): number {
  const expiries = [...record.rows.values()].map(({ expiresAt }) => expiresAt.getTime());
  return Math.max(START + FAULTS_MILLISECONDS, ...expiries) + REST_MILLISECONDS;
}

/** Lets the history of every message end, sweep by sweep: nothing is left then. */
async function outlive({ record, scheduler, history }: World, host: Host): Promise<string[]> {
  host.stopSweeps();
  const drafts = [...record.rows.values()].filter(({ draft }) => draft).length;
  const rounds = 3 * record.rows.size + LOOKS_MAX * drafts;
  for (let round = 0; round < rounds && record.rows.size > 0; round++) {
    const due = Math.min(...[...record.rows.values()].map(({ dueAt }) => dueAt.getTime()));
    const at = Math.max(due, scheduler.time()) + CLOCK_SKEW_MAX_MILLISECONDS + 1;
    scheduler.schedule(host.sweep, at - scheduler.time());
    await scheduler.run(() => at);
  }
  return [...record.rows.keys()].map((id) => `${history.name(id)} is never deleted`);
}

function createSharedVault() {
  const { now } = createManualClock(new Date(START).toISOString());
  return createVault({
    keyEncryptionKeys: createMemoryKeyEncryptionKeys(now),
    peppers: createMemoryPeppers(),
    dataKeys: createMemoryDataKeyStore(now),
    tenantKeys: createMemoryTenantKeyStore(),
    contentKeys: createMemoryContentKeyStore(),
    rewrapProgress: createMemoryRewrapProgress(),
    now,
  });
}
