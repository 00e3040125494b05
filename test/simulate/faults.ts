/**
 * What goes wrong in a simulation, how often, and until when. Each seed has rates of its own: in some everything works, in others little.
 */
import type { Random } from './random.ts';

/**
 * `fails`: nothing is done. `lost`: it is done, and the answer does not come. `late`: it is done some time after its error. `slow`: it
 * takes seconds. `frozen`: the process stands still for longer than a lease. `ends`: it ends, before it is done or after.
 */
export type Fault = 'none' | 'fails' | 'lost' | 'late' | 'slow' | 'frozen' | 'ends';

export interface Faults {
  ofStep(method: string): Fault;
  ofItem(): 'none' | 'lost' | 'doubled' | 'late';
  ofGraph(): GraphFault;
  /** Of a request about a draft that sends nothing. */
  ofDraft(): DraftFault;
  /** Whether the vault is out of reach for one call. */
  ofVault(): boolean;
  /** By how much the clock of a process is ahead, in milliseconds. */
  ofClock(): number;
  /** Storage is out of reach until it is called with false. */
  setOutage(isOut: boolean): void;
  /** After this nothing goes wrong any more. */
  end(): void;
  areOver(): boolean;
}

/**
 * `taken` ones: Graph takes the message, and its answer is lost, or comes after the lease, or the message is taken after a gateway gave up.
 * Both `lost` have an unclear answer.
 */
export type GraphFault =
  | 'none'
  | 'taken, lost'
  | 'taken, slow'
  | 'taken, after the lease'
  | 'taken late, lost'
  | 'not taken, lost'
  | 'throttled'
  | 'throttled, with a time'
  | 'refused'
  | 'token refused'
  | 'token refused again'
  | 'unreachable'
  | 'busy, with a time';

/** `lost`: nobody knows whether it was done, and it was, at once or late, or never. */
export type DraftFault =
  | 'none'
  | 'slow'
  | 'done, lost'
  | 'done late, lost'
  | 'not done, lost'
  | 'throttled'
  | 'refused'
  | 'token refused'
  | 'token refused again'
  | 'unreachable';

/** Clocks of instances differ by this at most. */
export const CLOCK_SKEW_MAX_MILLISECONDS = 10 * 60_000;
const reads = new Set(['read', 'readContent', 'list', 'listDue', 'bind', 'renew']);

export function createFaults(random: Random): Faults {
  const storage = random.pick([0, 0.01, 0.03, 0.1]);
  const graph = random.pick([0.1, 0.3, 0.6]);
  const ending = random.pick([0, 0, 0.01, 0.03]);
  const queue = random.pick([0, 0.1, 0.4]);
  const freezing = random.pick([0, 0, 0.005]);
  const skew = random.pick([0, 0, 0, CLOCK_SKEW_MAX_MILLISECONDS]);
  let isOver = false;
  let isOut = false;
  return {
    ofVault: () => !isOver && random.chance(storage / 2),
    ofClock: () => random.pick([-skew, 0, skew]),
    setOutage(isNow) {
      isOut = isNow;
    },
    areOver: () => isOver,
    end() {
      isOver = true;
      isOut = false;
    },
    ofStep(method) {
      if (isOver) return 'none';
      if (random.chance(ending)) return 'ends';
      if (random.chance(freezing)) return 'frozen';
      if (!isOut && !random.chance(storage)) return 'none';
      if (isOut) return reads.has(method) || random.chance(0.8) ? 'fails' : 'lost';
      if (reads.has(method)) return random.pick(['fails', 'slow']);
      return random.pick(['fails', 'lost', 'late', 'slow']);
    },
    ofItem() {
      if (isOver || !random.chance(queue)) return 'none';
      return random.pick(['lost', 'doubled', 'late']);
    },
    ofGraph() {
      if (isOver || !random.chance(graph)) return 'none';
      return random.weigh<Exclude<GraphFault, 'none'>>({
        'taken, lost': 2,
        'taken, slow': 2,
        'taken, after the lease': 1,
        'taken late, lost': 1,
        'not taken, lost': 2,
        throttled: 3,
        'throttled, with a time': 3,
        refused: 1,
        'token refused': 2,
        'token refused again': 1,
        unreachable: 2,
        'busy, with a time': 1,
      });
    },
    ofDraft() {
      if (isOver || !random.chance(graph * 0.7)) return 'none';
      return random.weigh<Exclude<DraftFault, 'none'>>({
        slow: 3,
        'done, lost': 3,
        'done late, lost': 1,
        'not done, lost': 2,
        throttled: 2,
        refused: 1,
        'token refused': 2,
        'token refused again': 1,
        unreachable: 2,
      });
    },
  };
}
