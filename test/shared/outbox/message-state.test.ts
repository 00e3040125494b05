import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SENDING_LEASE_SECONDS } from '../../../shared/limits.ts';
import {
  assertChange,
  changes,
  endMessage,
  leaseEnd,
  messageStates,
  startMessage,
  type Cause,
  type MessagePlace,
} from '../../../shared/outbox/message-state.ts';
import { messageStatuses, type Message, type MessageStatus } from '../../../shared/outbox/message.ts';
import { at, createMessage } from '../../contract/samples.ts';

const causes: Cause[] = ['submit', 'deliver', 'sweep', 'settle'];
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
        'sending -deliver-> sent',
        'sending -deliver-> failed',
        'sending -deliver-> unknown',
        'sending -settle-> sent',
        'sending -settle-> failed',
        'sending -settle-> unknown',
        'sending -sweep-> unknown',
        'unknown -settle-> sent',
        'unknown -settle-> failed',
        'unknown -sweep-> absent',
        'sent -sweep-> absent',
        'failed -sweep-> absent',
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
            const isLateProof: boolean = place === 'unknown' && cause === 'settle' && to !== 'sending';
            const isForgotten: boolean = cause === 'sweep' && to === 'absent';
            expect([place, cause, to, isLateProof || isForgotten]).toEqual([place, cause, to, true]);
          }
          place = to;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets a message be sent only once: only a submission starts one', () => {
    expect(changes.filter(({ to }) => to.includes('sending')).map(({ cause, from }) => [from, cause])).toEqual([
      ['absent', 'submit'],
    ]);
  });

  it('names the change that it refuses', () => {
    expect(() => assertChange('sent', 'settle', 'failed')).toThrow(
      'A message that is sent must not become failed by settle.',
    );
  });
});

describe('messageStates', () => {
  it.each(messageStatuses)('leads from %s to a terminal state that the sweep forgets', (status) => {
    // Every way out ends after at most two changes, so a message that is never settled is ended by the sweep alone.
    let place: MessagePlace = status;
    const seen: MessagePlace[] = [];
    while (place !== 'absent') {
      expect(seen).not.toContain(place);
      seen.push(place);
      const next: readonly MessagePlace[] | undefined = changes.find(
        ({ from, cause }) => from === place && cause === 'sweep',
      )?.to;
      place = next?.[0] ?? place;
    }
    expect(messageStates[seen.at(-1) as MessageStatus].isTerminal).toBe(true);
  });

  it('frees a key only when nothing was sent', () => {
    expect(messageStatuses.filter((status) => messageStates[status].isKeyFree)).toEqual(['failed']);
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

describe('endMessage', () => {
  const result = (status: MessageStatus): Pick<Message, 'status' | 'attempts'> => ({ status, attempts: [] });

  it('makes the message due when its history ends, counted from its submission', () => {
    const message = createMessage({ createdAt: at(0) });
    expect(endMessage(message, 'deliver', result('sent'), { at: at(5), historyDays: 30 })).toEqual({
      ...message,
      status: 'sent',
      updatedAt: at(5),
      dueAt: new Date(at(0).getTime() + 30 * 24 * 3_600_000),
    });
  });

  it('ends a message as the first cause said and refuses every contradiction', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 20 }), (events) => {
        let message = createMessage();
        for (const { cause, to } of events) {
          if (to === 'absent') continue;
          const end = () => endMessage(message, cause, result(to), { at: at(1), historyDays: 30 });
          if (isAllowed(message.status, cause, to)) message = end();
          else expect(end).toThrow('must not become');
        }
        const ends = events.filter(({ to }) => to !== 'absent' && to !== 'sending');
        const isEnded = ends.some(({ cause, to }) => isAllowed('sending', cause, to));
        expect(messageStates[message.status].isTerminal).toBe(isEnded);
      }),
      { numRuns: 500 },
    );
  });
});
