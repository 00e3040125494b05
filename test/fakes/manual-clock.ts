export interface ManualClock {
  now: () => Date;
  pass(seconds: number): void;
}

/** A clock that stands until it is moved. */
export function createManualClock(start = '2026-01-05T08:00:00Z'): ManualClock {
  let milliseconds = Date.parse(start);
  return {
    now: () => new Date(milliseconds),
    pass(seconds) {
      milliseconds += seconds * 1000;
    },
  };
}
