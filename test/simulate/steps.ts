/**
 * Makes each call of a port a step that is taken in its turn, and may go wrong.
 *
 * What a process had asked for when it ended may still be carried out; nobody hears of it.
 */
import { ConnectorError, hasCode } from '../../shared/errors.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { Fault } from './faults.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** The port, of which every method is a step. */
export type StepEach = <Port extends object>(port: Port, portName: string) => Port;

const FROZEN_MIN_MILLISECONDS = 11 * 60_000;
const FROZEN_MAX_MILLISECONDS = 40 * 60_000;
const LATE_MAX_MILLISECONDS = 5 * 60_000;

interface Step<Result> {
  fault: Fault;
  what: string;
  effect: () => Promise<Result>;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export function createSteps(
  { random, scheduler, history, record, faults }: World,
  { name, isAlive, end }: Life,
): StepEach {
  /** One call of a port: what happens to it, and what its caller sees. */
  function step<Result>(what: string, method: string, effect: () => Promise<Result>, id = ''): Promise<Result> {
    const fault = faults.ofStep(method);
    if (fault === 'late' || (method !== 'insert' && (fault === 'fails' || fault === 'lost'))) record.hampered.add(id);
    return new Promise((resolve, reject) => {
      const run = () => (isAlive() ? carryOut : carryOutAlone)({ fault, what, effect, resolve, reject });
      scheduler.schedule(run, delayOf(fault));
    });
  }

  function delayOf(fault: Fault): number {
    if (fault === 'slow') return random.between(500, 4_000);
    if (fault !== 'frozen') return 0;
    record.isFrozen = true;
    return random.between(FROZEN_MIN_MILLISECONDS, FROZEN_MAX_MILLISECONDS);
  }

  const ignore = (effect: () => Promise<unknown>) => void effect().catch(() => undefined);

  /** The process has ended. */
  function carryOutAlone<Result>({ what, effect }: Step<Result>): void {
    if (!random.chance(0.5)) return;
    history.note(name, () => `${what} [carried out after its end]`);
    ignore(effect);
  }

  function carryOut<Result>({ fault, what, effect, resolve, reject }: Step<Result>): void {
    history.note(name, () => `${what}${fault === 'none' ? '' : ` [${fault}]`}`);
    if (fault === 'ends') {
      if (random.chance(0.5)) ignore(effect);
      return end();
    }
    if (fault === 'fails' || fault === 'lost' || fault === 'late') {
      if (fault === 'lost') ignore(effect);
      if (fault === 'late') carryOutLate(what, effect);
      return reject(new ConnectorError('storage_unavailable'));
    }
    effect().then(
      (result) => isAlive() && resolve(result),
      (error: unknown) => {
        history.note(name, () => `  ${hasCode(error, 'conflict') ? 'conflict' : String(error)}`);
        if (isAlive()) reject(error);
      },
    );
  }

  function carryOutLate(what: string, effect: () => Promise<unknown>): void {
    const carry = () => {
      history.note(name, () => `${what} [carried out late]`);
      ignore(effect);
    };
    scheduler.schedule(carry, random.between(1_000, LATE_MAX_MILLISECONDS));
  }

  return <Port extends object>(port: Port, portName: string) => {
    const entries = Object.entries(port).map(([method, run]: [string, (...args: unknown[]) => Promise<unknown>]) => [
      method,
      (...args: unknown[]) => step(`${portName}.${method} ${describe(args)}`, method, () => run(...args), idOf(args)),
    ]);
    return Object.fromEntries(entries) as Port;
  };
}

/** Of the message that a call is about, if it says so. */
function idOf([first, second]: readonly unknown[]): string {
  const of = (value: unknown) => (value as { id?: string } | undefined)?.id;
  return of(first) ?? of(second) ?? (typeof first === 'string' && first.length === 32 ? first : '');
}

function describe(args: readonly unknown[]): string {
  const [first, second] = args;
  const state = (value: unknown) => (value as Message | undefined)?.status;
  const change = state(second) ? `${state(first)} -> ${state(second)}` : (state(first) ?? '');
  return `${idOf(args)} ${change}`.trim();
}
