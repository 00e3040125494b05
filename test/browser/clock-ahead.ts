/**
 * Preloaded into a host (`NODE_OPTIONS=--import=…`), sets its clock ahead by `CLOCK_AHEAD_SECONDS`.
 */
const RealDate = Date;
const aheadMilliseconds = Number(process.env['CLOCK_AHEAD_SECONDS']) * 1000;

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number]) {
    if (given.length === 0) super(RealDate.now() + aheadMilliseconds);
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + aheadMilliseconds;
  }
} as DateConstructor;
