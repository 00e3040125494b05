import { describe, expect, it } from 'vitest';
import { ACTIVITY_TALLIES_MAX } from '../../../shared/activity-limits.ts';
import { createCounter } from '../../../shared/activity/counter.ts';
import { APP_SCOPE, OTHER, tallyOne } from '../../../shared/activity/tally.ts';

const day = '2026-11-24';

describe('createCounter', () => {
  it('counts each day and scope by itself, and gives everything once', () => {
    const counter = createCounter();
    for (const [scope, on] of [
      ['one', day],
      ['one', day],
      ['one', '2026-11-25'],
      ['two', day],
    ] as const)
      counter.add({ scope, day: on, tally: tallyOne('sent') });
    expect(counter.isEmpty()).toBe(false);
    const taken = counter.take().map(({ scope, day: on, tally }) => [scope, on, tally.counts.get('sent')]);
    expect(taken).toEqual([
      ['one', day, 2],
      ['one', '2026-11-25', 1],
      ['two', day, 1],
    ]);
    expect([counter.isEmpty(), counter.take()]).toEqual([true, []]);
  });

  it('counts host tenants that are too many as one, and alarms always by themselves', () => {
    const counter = createCounter();
    const scopes = Array.from({ length: ACTIVITY_TALLIES_MAX + 100 }, (_, index) => `tenant ${index}`);
    for (const scope of [...scopes, ...scopes, APP_SCOPE]) counter.add({ scope, day, tally: tallyOne('sent') });
    const taken = new Map(counter.take().map(({ scope, tally }) => [scope, tally.counts.get('sent')]));
    expect(taken.size).toBe(ACTIVITY_TALLIES_MAX + 2);
    expect([taken.get('tenant 0'), taken.get(OTHER), taken.get(APP_SCOPE)]).toEqual([2, 200, 1]);
  });
});
