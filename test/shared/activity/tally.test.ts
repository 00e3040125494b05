import { describe, expect, it } from 'vitest';
import { ACTIVITY_NAMES_MAX } from '../../../shared/activity-limits.ts';
import { dayOf, EMPTY_TALLY, mergeTallies, OTHER, tallyOne } from '../../../shared/activity/tally.ts';

describe('mergeTallies', () => {
  it('adds counts up, and keeps the latest time and the greatest age', () => {
    const one = { ...tallyOne('poison_queue', 5), oldestDueSeconds: 10 };
    const other = { ...tallyOne('poison_queue', 3), oldestDueSeconds: 20 };
    const merged = {
      counts: new Map([['poison_queue', 2]]),
      lastAt: new Map([['poison_queue', 5]]),
      oldestDueSeconds: 20,
    };
    expect(mergeTallies(one, other)).toEqual(merged);
    expect(mergeTallies(other, one)).toEqual(merged);
    expect(mergeTallies(EMPTY_TALLY, one)).toEqual(one);
  });

  it('changes neither of them', () => {
    const one = tallyOne('sent');
    mergeTallies(one, tallyOne('sent'));
    expect(one).toEqual(tallyOne('sent'));
    expect(EMPTY_TALLY.counts.size).toBe(0);
  });

  it('counts names that are too many as one, with the latest of their times', () => {
    let tally = EMPTY_TALLY;
    for (let index = 0; index < ACTIVITY_NAMES_MAX + 5; index++)
      tally = mergeTallies(tally, tallyOne(`a${index}`, index));
    expect(tally.counts.size).toBe(ACTIVITY_NAMES_MAX + 1);
    expect([tally.counts.get(OTHER), tally.lastAt.get(OTHER)]).toEqual([5, ACTIVITY_NAMES_MAX + 4]);
    const { size } = mergeTallies(tally, tallyOne('another')).counts;
    expect(size).toBe(ACTIVITY_NAMES_MAX + 1);
  });
});

describe('dayOf', () => {
  it('is the date in UTC', () => {
    expect(dayOf(new Date('2026-11-24T23:59:59.999Z'))).toBe('2026-11-24');
    expect(dayOf(new Date('2026-11-24T23:30:00-02:00'))).toBe('2026-11-25');
  });
});
