import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SENDING_LEASE_SECONDS } from '../../../shared/limits.ts';
import {
  assertChange,
  changes,
  emptyMessage,
  endMessage,
  historyEnd,
  keepForKey,
  leaseEnd,
  messageStates,
  parkMessage,
  PLANNED_DRAFT,
  startMessage,
  takeMessage,
  type Cause,
  type MessagePlace,
} from '../../../shared/outbox/message-state.ts';
import { messageStatuses, type Message, type MessageStatus } from '../../../shared/outbox/message.ts';
import { DRAFT_SETTLE_SECONDS } from '../../../shared/waiting-limits.ts';
import { at, createMessage } from '../../contract/samples.ts';

const causes: Cause[] = ['submit', 'deliver', 'release', 'cancel', 'sweep', 'settle'];
const places: MessagePlace[] = ['absent', ...messageStatuses];
const event = fc.record({ cause: fc.constantFrom(...causes), to: fc.constantFrom(...places) });

function isAllowed(from: MessagePlace, cause: Cause, to: MessagePlace): boolean {
  try {
    assertChange(from, cause, to);
    return true;
  } catch {
    return false;
  }
}

describe('assertChange', () => {
  it('allows exactly these changes', () => {
    const allowed = places.flatMap((from) =>
      causes.flatMap((cause) =>
        places.flatMap((to) => (isAllowed(from, cause, to) ? [`${from} -${cause}-> ${to}`] : [])),
      ),
    );
    expect(allowed.sort()).toEqual(
      [
        'absent -submit-> sending',
        'absent -submit-> queued',
        'absent -submit-> held',
        'queued -deliver-> sending',
        ...['queued', 'held', 'failed', 'expired'].flatMap((to) => [
          `queued -deliver-> ${to}`,
          `held -deliver-> ${to}`,
        ]),
        'queued -sweep-> queued',
        'queued -sweep-> expired',
        'queued -cancel-> cancelled',
        'queued -release-> queued',
        'queued -settle-> failed',
        'held -release-> queued',
        'held -sweep-> held',
        'held -sweep-> expired',
        'held -cancel-> cancelled',
        'held -settle-> failed',
        ...['sent', 'failed', 'unknown', 'queued', 'held'].flatMap((to) => [
          `sending -deliver-> ${to}`,
          `sending -settle-> ${to}`,
        ]),
        ...['unknown', 'queued', 'failed'].map((to) => `sending -sweep-> ${to}`),
        'unknown -sweep-> sent',
        'unknown -settle-> sent',
        'unknown -settle-> failed',
        ...['sent', 'failed', 'expired', 'cancelled', 'unknown'].flatMap((from) => [
          `${from} -sweep-> absent`,
          `${from} -sweep-> ${from}`,
        ]),
      ].sort(),
    );
  });

  it('takes no row back that others may have heard of: only the end of its history deletes one', () => {
    for (const from of messageStatuses)
      for (const cause of causes)
        if (cause !== 'sweep') expect([from, cause, isAllowed(from, cause, 'absent')]).toEqual([from, cause, false]);
    expect(isAllowed('sending', 'sweep', 'absent')).toBe(false);
  });

  it('never lets a message leave a terminal state but by a late proof or the end of its history', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 50 }), (events) => {
        let place: MessagePlace = 'absent';
        for (const { cause, to } of events) {
          if (!isAllowed(place, cause, to)) continue;
          if (place !== 'absent' && messageStates[place].isTerminal) {
            const isLateProof: boolean = place === 'unknown' && (cause === 'settle' ? to !== 'sending' : to === 'sent');
            const isForgotten: boolean = cause === 'sweep' && (to === 'absent' || to === place);
            expect([place, cause, to, isLateProof || isForgotten]).toEqual([place, cause, to, true]);
          }
          place = to;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets a message be on its way only from its submission, or after it waited', () => {
    expect(changes.filter(({ to }) => to.includes('sending')).map(({ cause, from }) => [from, cause])).toEqual([
      ['absent', 'submit'],
      ['queued', 'deliver'],
    ]);
  });

  it('lets what is on its way wait again only when its own attempt, or a draft that was never sent, says that it was not taken', () => {
    const back = changes.filter(({ from, to }) => from === 'sending' && (to.includes('queued') || to.includes('held')));
    expect(back.map(({ cause }) => cause)).toEqual(['deliver', 'settle', 'sweep']);
  });

  it('names the change that it refuses', () => {
    expect(() => assertChange('sent', 'settle', 'failed')).toThrow(
      'A message that is sent must not become failed by settle.',
    );
  });
});

describe('messageStates', () => {
  it.each(messageStatuses)('leads from %s to a terminal state that the sweep forgets', (status) => {
    // Whatever nobody else does, the sweep ends and forgets a message by itself.
    let place: MessagePlace = status;
    const seen: MessagePlace[] = [];
    while (place !== 'absent') {
      expect(seen).not.toContain(place);
      seen.push(place);
      const to = changes.find(({ from, cause }) => from === place && cause === 'sweep')?.to ?? [];
      place = to.find((next) => next !== place) ?? place;
    }
    expect(messageStates[seen.at(-1) as MessageStatus].isTerminal).toBe(true);
  });

  it('frees a key only when nothing was sent', () => {
    expect(messageStatuses.filter((status) => messageStates[status].isKeyFree)).toEqual([
      'failed',
      'expired',
      'cancelled',
    ]);
  });
});

describe('startMessage', () => {
  it('begins with a lease and no attempt', () => {
    expect(startMessage(at(0))).toEqual({
      status: 'sending',
      createdAt: at(0),
      updatedAt: at(0),
      attempts: [],
      dueAt: leaseEnd(at(0)),
    });
    expect(leaseEnd(at(0)).getTime() - at(0).getTime()).toBe(SENDING_LEASE_SECONDS * 1000);
  });
});

describe('takeMessage', () => {
  it('gives the attempt an id and a lease, and forgets why it waited', () => {
    const waits = createMessage({ status: 'queued', nextAt: at(1), error: { code: 'mailbox_throttled' } });
    const taken = takeMessage(waits, 'attempt 2', at(5));
    expect(taken).toMatchObject({
      status: 'sending',
      attemptId: 'attempt 2',
      updatedAt: at(5),
      dueAt: leaseEnd(at(5)),
    });
    expect(taken).not.toHaveProperty('error');
    expect(taken).not.toHaveProperty('nextAt');
  });

  it('has the draft of this attempt, and none of an earlier one', () => {
    const waits = createMessage({ status: 'queued', draft: { id: 'earlier', state: 'open' } });
    expect(takeMessage(waits, 'attempt 2', at(5))).not.toHaveProperty('draft');
    expect(takeMessage(waits, 'attempt 2', at(5), PLANNED_DRAFT).draft).toEqual({ state: 'open' });
  });

  it.each(messageStatuses.filter((status) => status !== 'queued'))('takes none that is %s', (status) => {
    expect(() => takeMessage(createMessage({ status }), 'attempt 2', at(5))).toThrow('must not become sending');
  });
});

describe('parkMessage', () => {
  const next = { status: 'queued' as const, attempts: [], nextAt: at(60), dueAt: at(660) };

  it('makes the message due at its time, and never after it expires', () => {
    const message = createMessage({ status: 'sending', expiresAt: at(600) });
    expect(parkMessage(message, 'deliver', next, at(1))).toMatchObject({ ...next, dueAt: at(600), changedAt: at(1) });
    expect(parkMessage({ ...message, expiresAt: at(9_000) }, 'deliver', next, at(1)).dueAt).toEqual(at(660));
  });

  it.each(messageStatuses)('refuses to let a message that is %s wait by a change that is not allowed', (status) => {
    const park = () => parkMessage(createMessage({ status }), 'deliver', next, at(1));
    if (isAllowed(status, 'deliver', 'queued')) expect(park().status).toBe('queued');
    else expect(park).toThrow('must not become queued');
  });

  it('keeps neither the reason nor the deferrals of before', () => {
    const before = createMessage({ status: 'queued', error: { code: 'mailbox_throttled' }, deferrals: 3 });
    const parked = parkMessage(before, 'deliver', next, at(1));
    expect([parked.error, parked.deferrals]).toEqual([undefined, undefined]);
  });
});

describe('endMessage', () => {
  const result = (status: MessageStatus): Pick<Message, 'status' | 'attempts'> => ({ status, attempts: [] });

  it('makes the message due when its history ends, counted from its end', () => {
    const message = createMessage({ createdAt: at(0) });
    expect(endMessage(message, 'deliver', result('sent'), { at: at(5), historyDays: 30 })).toEqual({
      ...message,
      status: 'sent',
      updatedAt: at(5),
      dueAt: new Date(at(5).getTime() + 30 * 24 * 3_600_000),
    });
  });

  it('keeps the content of what was not sent for a week, and of what was sent not at all', () => {
    const message = createMessage({ named: 'ab'.repeat(32), content: 'row', contentBytes: 10 });
    const end = (status: MessageStatus, historyDays: number) =>
      endMessage(message, 'deliver', result(status), { at: at(0), historyDays });
    expect(end('sent', 30)).not.toHaveProperty('content');
    expect(end('failed', 30)).toMatchObject({ content: 'row', dueAt: new Date(at(0).getTime() + 7 * 24 * 3_600_000) });
    expect(end('unknown', 2)).toMatchObject({ content: 'row', dueAt: new Date(at(0).getTime() + 2 * 24 * 3_600_000) });
  });

  it('notes a change that no answer tells', () => {
    const told = endMessage(createMessage(), 'deliver', result('sent'), { at: at(5), historyDays: 30 });
    const untold = [
      endMessage(createMessage(), 'sweep', result('unknown'), { at: at(5), historyDays: 30 }),
      endMessage(createMessage({ named: 'ab'.repeat(32) }), 'deliver', result('sent'), { at: at(5), historyDays: 30 }),
    ];
    expect([told.changedAt, ...untold.map(({ changedAt }) => changedAt)]).toEqual([undefined, at(5), at(5)]);
  });

  it('refuses every contradiction', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messageStatuses), event, (from, { cause, to }) => {
        if (to === 'absent') return;
        const end = () =>
          endMessage(createMessage({ status: from }), cause, result(to), { at: at(1), historyDays: 30 });
        if (isAllowed(from, cause, to)) expect(end().status).toBe(to);
        else expect(end).toThrow('must not become');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a message that somebody has', () => {
  const recipients = [[250], [450], [0]];
  const days = { at: at(5), historyDays: 30 };
  const error = { code: 'message_refused' } as const;
  /** Every end that may be written, by whatever cause. */
  const ends = changes.flatMap(({ from, cause, to }) =>
    from === 'absent'
      ? []
      : to.flatMap((end) => (end === 'absent' || !messageStates[end].isTerminal ? [] : [{ from, cause, end }])),
  );
  const endOne = ({ from, cause, end }: (typeof ends)[number], changed: Partial<Message> = {}) =>
    endMessage(
      createMessage({ status: from, recipients, ...changed }),
      cause,
      { status: end, attempts: [], error },
      days,
    );

  it('never ends so that its key is free, and says who has it', () => {
    const left = ends.map((one) => {
      const { status, recipients: told } = endOne(one);
      return [one.end, status, messageStates[status].isKeyFree, told];
    });
    const kinds = new Map(left.map(([end, ...rest]) => [end, rest]));
    expect(Object.fromEntries(kinds)).toEqual({
      failed: ['sent', false, recipients],
      expired: ['sent', false, recipients],
      cancelled: ['sent', false, recipients],
      sent: ['sent', false, recipients],
      unknown: ['unknown', false, recipients],
    });
    expect(left.filter(([, , isKeyFree]) => isKeyFree)).toEqual([]);
  });

  it('ends as ever where nobody has it', () => {
    for (const one of ends) {
      const result = { status: one.end, attempts: [] };
      expect(endMessage(createMessage({ status: one.from }), one.cause, result, days).status).toBe(one.end);
      expect(endOne(one, { recipients: [[450], [550], [0]] }).status).toBe(one.end);
    }
  });

  it('was sent without an error, and its content goes with the next sweep', () => {
    const content = { named: 'ab'.repeat(32), content: 'row', contentBytes: 10 } as const;
    const queued = { from: 'queued', cause: 'cancel', end: 'cancelled' } as const;
    expect(endOne(queued, content)).toMatchObject({ content: 'row', dueAt: at(5), changedAt: at(5) });
    expect(endOne(queued, content)).not.toHaveProperty('error');
    expect(endOne(queued).dueAt).toEqual(new Date(at(5).getTime() + 30 * 24 * 3_600_000));
  });

  it('may not be ended by what may not end any other', () => {
    expect(() => endOne({ from: 'queued', cause: 'cancel', end: 'sent' })).toThrow('must not become');
    expect(() => endOne({ from: 'sent', cause: 'cancel', end: 'cancelled' })).toThrow('must not become');
  });

  it('waits only for somebody', () => {
    const next = { status: 'held' as const, attempts: [], dueAt: at(60) };
    const park = (replies: number[][]) =>
      parkMessage(createMessage({ status: 'sending', recipients: replies }), 'deliver', next, at(1)).recipients;
    expect(park(recipients)).toEqual(recipients);
    expect(park([[550], [450], []])).toEqual([[550], [450], []]);
    expect(() => park([[250], [550], []])).toThrow('nobody is still to get');
    // Refused as a whole: all are asked anew.
    expect(park([[550], [550], []])).toBeUndefined();
  });
});

describe('historyEnd', () => {
  it('is so many days after the end, or later where a newer message of the key needs it', () => {
    const updatedAt = at(0);
    const days = (count: number) => new Date(updatedAt.getTime() + count * 24 * 3_600_000);
    expect(historyEnd({ updatedAt }, 30)).toEqual(days(30));
    expect(historyEnd({ updatedAt, keptUntil: days(29) }, 30)).toEqual(days(30));
    expect(historyEnd({ updatedAt, keptUntil: days(31) }, 30)).toEqual(days(31));
  });
});

describe('keepForKey', () => {
  const newest = { expiresAt: at(600) };
  const until = new Date(at(600).getTime() + 31 * 24 * 3_600_000);

  it('keeps the first message of a key until the history of the newest is over, and a day', () => {
    const kept = keepForKey(createMessage({ status: 'failed' }), 2, newest, 30);
    expect(kept).toMatchObject({ resubmissions: 2, keptUntil: until, dueAt: until });
    expect(historyEnd(kept, 30)).toEqual(until);
  });

  it('looks at it as before where there is something to do earlier', () => {
    for (const change of [
      { status: 'queued' },
      { status: 'failed', content: 'row' },
      { status: 'failed', draft: { state: 'open' } },
    ] as const) {
      const first = createMessage(change);
      expect(keepForKey(first, 1, newest, 30)).toMatchObject({ keptUntil: until, dueAt: first.dueAt });
    }
  });

  it('is authenticated again as what it has become', () => {
    expect(keepForKey(createMessage({ mac: 'old' }), 1, newest, 30)).not.toHaveProperty('mac');
  });
});

describe('emptyMessage', () => {
  it('has nothing of what the message said, and is looked at when its history ends', () => {
    const ended = createMessage({ status: 'failed', content: 'row', contentBytes: 10 });
    const empty = emptyMessage(ended, 30);
    expect(empty).not.toHaveProperty('content');
    expect(empty).not.toHaveProperty('contentBytes');
    expect(empty.dueAt).toEqual(historyEnd(ended, 30));
  });
});

describe('a draft that is left beside an end', () => {
  const draft = { id: 'draft-1', state: 'open' } as const;
  const sending = createMessage({ status: 'sending', draft });
  const ended = endMessage(
    sending,
    'deliver',
    { status: 'failed', attempts: [] },
    { at: sending.createdAt, historyDays: 30 },
  );

  it('is looked at as soon as it must have been sent', () => {
    expect(ended.dueAt).toEqual(new Date(ended.updatedAt.getTime() + DRAFT_SETTLE_SECONDS * 1000));
  });

  it.each([
    ['its content is deleted', (message: Message) => emptyMessage(message, 30)],
    ['a new message follows it under its key', (message: Message) => keepForKey(message, 1, message, 30)],
  ])('is looked at as soon when %s', (_when, change) => {
    expect(change(ended)).toMatchObject({ draft, dueAt: ended.dueAt });
    const { draft: _draft, ...without } = ended;
    expect(change(without).dueAt.getTime()).toBeGreaterThan(ended.dueAt.getTime());
  });
});
