/**
 * The Functions host of a simulation: hands over queue items, at least once each unless one is lost, and starts the sweep.
 */
import type { World } from './world.ts';
import type { Workers } from './workers.ts';

export interface Host {
  /** Puts a queue item. */
  put(id: string, delaySeconds: number): void;
  /** Starts a sweep every five minutes. */
  startSweeps(): void;
  stopSweeps(): void;
  /** One sweep, now. */
  sweep(): void;
}

/** How long a taken item is invisible, and an item that failed. */
const TAKEN_MILLISECONDS = 10 * 60_000;
const FAILED_MILLISECONDS = 30_000;
/** After so many failures an item is put aside. */
const TRIES_MAX = 5;
const SWEEP_MILLISECONDS = 5 * 60_000;

interface Item {
  id: string;
  tries: number;
  isDone: boolean;
}

export function createHost(world: World, workers: () => Workers): Host {
  const { scheduler, random, faults, history, record, without } = world;

  let isStopped = false;

  async function take(item: Item): Promise<void> {
    if (item.isDone || item.tries >= TRIES_MAX) return;
    item.tries += 1;
    let isShownAgain = false;
    const showAgain = (milliseconds: number) => {
      if (isShownAgain) return;
      isShownAgain = true;
      scheduler.schedule(() => void take(item), milliseconds);
    };
    scheduler.schedule(() => !item.isDone && showAgain(1), TAKEN_MILLISECONDS);
    const called = await workers()
      .pick()
      .call(`is handed an item of ${item.id}`, (messages) => messages.deliver(item.id));
    if (called === 'ended') return;
    if ('error' in called) return showAgain(FAILED_MILLISECONDS);
    item.isDone = true;
    if (called.result === 'unknown') record.problems.push(`an item of ${item.id} is of no message`);
  }

  function put(id: string, delaySeconds: number): void {
    const fault = faults.ofItem();
    if (fault !== 'none') history.note('queue', () => `an item of ${id} is ${fault}`);
    if (fault === 'lost') return;
    const milliseconds = delaySeconds * 1000 + (fault === 'late' ? random.between(1_000, 1_800_000) : 0);
    const show = () => scheduler.schedule(() => void take({ id, tries: 0, isDone: false }), milliseconds);
    show();
    if (fault === 'doubled') show();
  }

  const sweep = () =>
    void workers()
      .pick()
      .call('sweeps', (messages) => messages.sweep());

  /** A sweep that would find nothing due is left out: it has no effect. */
  function sweepAndGoOn(): void {
    if (isStopped) return;
    scheduler.schedule(sweepAndGoOn, SWEEP_MILLISECONDS);
    const now = scheduler.now();
    if (!without.isSwept || ![...record.rows.values()].some(({ dueAt }) => dueAt <= now)) return;
    sweep();
    if (!faults.areOver() && random.chance(0.2)) sweep();
  }

  return {
    put,
    sweep,
    startSweeps: () => void scheduler.schedule(sweepAndGoOn, SWEEP_MILLISECONDS),
    stopSweeps() {
      isStopped = true;
    },
  };
}
