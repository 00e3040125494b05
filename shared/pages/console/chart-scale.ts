/**
 * Where the ticks of a chart are: few, and at numbers that people count in. Pure.
 */

export interface Scale {
  /** From 0 up, evenly. */
  ticks: readonly number[];
  /** The last tick. */
  end: number;
}

const TICKS_MAX = 5;

/** Of whole numbers: steps of 1, 2 or 5 times a power of ten. `greatest` is at least 0. */
export function buildScale(greatest: number): Scale {
  const least = Math.max(1, greatest) / TICKS_MAX;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= least) ?? 10 * power;
  const count = Math.max(1, Math.ceil(greatest / step));
  return { ticks: Array.from({ length: count + 1 }, (_, index) => index * step), end: count * step };
}

/** Which of so many days have a label, the last one included and evenly. */
export function chooseDays(count: number, labelsMax: number): number[] {
  const step = Math.max(1, Math.ceil(count / labelsMax));
  return Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % step === 0);
}
