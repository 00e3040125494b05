import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SENDING_LEASE_SECONDS } from '../../../shared/limits.ts';
import {
  assertChange,
  changes,
  emptyMessage,
  endMessage,
  keepForKey,
  leaseEnd,
  messageStates,
  parkMessage,
  startMessage,
  takeMessage,
  type Cause,
  type MessagePlace,
} from '../../../shared/outbox/message-state.ts';
import { messageStatuses, type Message, type MessageStatus } from '../../../shared/outbox/message.ts';
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

describe('a draft that is left beside an end', () => {
  const draft = { id: 'draft-1', state: 'open' } as const;
  const sending = createMessage({ status: 'sending', draft });
  const ended = endMessage(
    sending,
    'deliver',
    { status: 'failed', attempts: [] },
    { at: sending.createdAt, historyDays: 30 },
  );

  it.each([
    ['its content is deleted', (message: Message) => emptyMessage(message, 30)],
    ['a new message follows it under its key', (message: Message) => keepForKey(message, 1, message, 30)],
  ])('is looked at as soon when %s', (_when, change) => {
    expect(change(ended)).toMatchObject({ draft, dueAt: ended.dueAt });
    const { draft: _draft, ...without } = ended;
    expect(change(without).dueAt.getTime()).toBeGreaterThan(ended.dueAt.getTime());
  });
});
