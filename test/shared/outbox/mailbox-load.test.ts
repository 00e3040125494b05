import { describe, expect, it } from 'vitest';
import { MAILBOX_CONCURRENCY_MAX, SENDING_LEASE_SECONDS } from '../../../shared/limits.ts';
import { formatMailboxLoad, parseMailboxLoad } from '../../../shared/outbox/mailbox-load-rows.ts';
import {
  EMPTY_LOAD,
  endOfLoad,
  freeSlot,
  hasSlot,
  pauseLoad,
  takeSlot,
  type MailboxLoad,
} from '../../../shared/outbox/mailbox-load.ts';
import { MAILBOX_BYTES_MAX, MAILBOX_PAUSE_MAX_SECONDS } from '../../../shared/waiting-limits.ts';
import { times } from '../../contract/samples.ts';

const start = Date.parse('2026-11-24T18:00:00Z');
const at = (seconds: number) => new Date(start + seconds * 1000);
const request = { permitId: 'a.1', bytes: 1_000, isForced: false, messagesPerMinute: 30 };

/** The load after these, each taken at its second; throws for one that is refused. */
function take(load: MailboxLoad, ...requests: (Partial<typeof request> & { second: number })[]): MailboxLoad {
  return requests.reduce((held, { second, ...changes }) => {
    const decision = takeSlot(held, { ...request, ...changes }, at(second));
    if ('opensAt' in decision) throw new Error(`It opens at ${new Date(decision.opensAt).toISOString()}.`);
    return decision.load;
  }, load);
}

const four = take(
  EMPTY_LOAD,
  ...times(MAILBOX_CONCURRENCY_MAX, (index) => ({ permitId: `a.${index}`, second: index })),
);
/** So many that have begun and ended. */
const sent = (count: number, changes: Partial<typeof request> = {}, second = 0) =>
  times(count, (index) => index).reduce(
    (load, index) => freeSlot(take(load, { ...changes, permitId: `b.${index}`, second }), `b.${index}`, at(second)),
    EMPTY_LOAD,
  );

describe('takeSlot', () => {
  it('refuses a fifth, forced or not, and says that another may have made room', () => {
    for (const isForced of [false, true])
      expect(takeSlot(four, { ...request, isForced }, at(4))).toEqual({ opensAt: +at(6), mayHaveOpened: true });
  });

  it('takes the place of one that was given back', () => {
    expect(hasSlot(take(freeSlot(four, 'a.2', at(5)), { permitId: 'c', second: 5 }), 'c')).toBe(true);
  });

  it('takes the place of one whose lease has ended, and not before', () => {
    const ends = SENDING_LEASE_SECONDS;
    expect(takeSlot(four, request, new Date(+at(ends) - 1))).toHaveProperty('opensAt');
    const next = take(four, { permitId: 'c', second: ends });
    expect(next.slots.map(([id]) => id)).toEqual(['a.1', 'a.2', 'a.3', 'c']);
  });

  it('refuses more than the rate within a minute, until the second of the first has left it', () => {
    const load = sent(30);
    expect(takeSlot(load, request, at(59))).toEqual({ opensAt: +at(61), mayHaveOpened: false });
    expect(takeSlot(load, request, at(61))).toHaveProperty('load');
  });

  it('refuses more than 150 MB within five minutes, but takes a single larger one', () => {
    const load = sent(3, { bytes: MAILBOX_BYTES_MAX / 3 });
    expect(takeSlot(load, request, at(200))).toEqual({ opensAt: +at(305), mayHaveOpened: false });
    expect(takeSlot(load, request, at(305))).toHaveProperty('load');
    expect(takeSlot(EMPTY_LOAD, { ...request, bytes: MAILBOX_BYTES_MAX * 2 }, at(0))).toHaveProperty('load');
  });

  it('takes one that is forced beyond both rates, and counts it for the others', () => {
    const load = sent(31, { isForced: true, bytes: MAILBOX_BYTES_MAX }, 10);
    expect(takeSlot(load, request, at(20))).toEqual({ opensAt: +at(315), mayHaveOpened: false });
  });

  it('refuses everything within a pause, forced or not, and nothing after it', () => {
    const load = pauseLoad(EMPTY_LOAD, at(100), at(0));
    for (const isForced of [false, true])
      expect(takeSlot(load, { ...request, isForced }, at(99))).toEqual({ opensAt: +at(100), mayHaveOpened: false });
    expect(takeSlot(load, request, at(100))).toHaveProperty('load');
  });
});

describe('pauseLoad', () => {
  it('never makes a pause shorter, and believes a day at most', () => {
    const load = pauseLoad(EMPTY_LOAD, at(100), at(0));
    expect(pauseLoad(load, at(50), at(1)).pausedUntil).toBe(+at(100));
    expect(pauseLoad(load, at(1e9), at(1)).pausedUntil).toBe(+at(1 + MAILBOX_PAUSE_MAX_SECONDS));
    expect(pauseLoad(EMPTY_LOAD, at(0), at(0))).toEqual(EMPTY_LOAD);
  });
});

describe('endOfLoad', () => {
  it('is when the last lease, window and pause have ended', () => {
    expect(+endOfLoad(EMPTY_LOAD)).toBe(0);
    expect(endOfLoad(four)).toEqual(at(3 + SENDING_LEASE_SECONDS));
    expect(endOfLoad(sent(1))).toEqual(at(305));
    expect(endOfLoad(pauseLoad(sent(1), at(900), at(0)))).toEqual(at(900));
  });

  it('leaves nothing behind: what is given back after it is empty', () => {
    expect(freeSlot(four, 'a.0', at(3 + SENDING_LEASE_SECONDS))).toEqual(EMPTY_LOAD);
  });
});

describe('the text of a load', () => {
  it('is compact, and read as it was written', () => {
    const load = pauseLoad(four, at(60), at(10));
    expect(parseMailboxLoad(JSON.parse(formatMailboxLoad(load)))).toEqual(load);
    expect(formatMailboxLoad(EMPTY_LOAD)).toBe('[1,[],[],[],0]');
    const largest = { isForced: true, bytes: 1e8, messagesPerMinute: 10_000 };
    const busiest = times(400, (second) => second).reduce((held, second) => {
      const next = take(held, { ...largest, permitId: 'b', second });
      return second < 396 ? freeSlot(next, 'b', at(second)) : next;
    }, EMPTY_LOAD);
    expect(formatMailboxLoad(busiest).length).toBeLessThan(4_096);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an object', {}],
    ['another version', [2, [], [], [], 0]],
    ['a part', [1, [], [], []]],
    ['more', [1, [], [], [], 0, 0]],
    ['no time', [1, [], [], [], '0']],
    ['a time beyond all', [1, [], [], [], 1e17]],
    ['a negative amount', [1, [], [[1, -1]], [], 0]],
    ['a part of a bucket', [1, [], [[1]], [], 0]],
    ['a fraction', [1, [], [], [[1, 0.5]], 0]],
    ['a slot of no name', [1, [['', 1]], [], [], 0]],
    ['a slot without end', [1, [['a']], [], [], 0]],
    ['more buckets than there are seconds', [1, [], times(1_001, (index) => [index, 1]), [], 0]],
  ])('is refused where it is %s', (_what, value) => {
    expect(parseMailboxLoad(value)).toBeUndefined();
  });

  it('is never written so that it could not be read', () => {
    const load = { ...EMPTY_LOAD, slots: [['an id with blanks', 1]] as const };
    expect(() => formatMailboxLoad(load)).toThrow('malformed');
  });
});
