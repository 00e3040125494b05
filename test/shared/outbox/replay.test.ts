import { describe, expect, it } from 'vitest';
import type { ConnectorError } from '../../../shared/errors.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { findNewest } from '../../../shared/outbox/replay.ts';
import { caller, createGate, createOutboxFixture, otherCaller } from './outbox-fixture.ts';

const sent: SendOutcome = { kind: 'sent', requestId: 'graph-1' };
const refused: SendOutcome = { kind: 'refused', code: 'invalid_recipients', graphCode: 'ErrorInvalidRecipients' };
const throttled: SendOutcome = { kind: 'refused', code: 'mailbox_throttled', graphCode: 'TooManyRequests' };
const unreachable: SendOutcome = { kind: 'refused', code: 'graph_unreachable' };
const unknown: SendOutcome = { kind: 'unknown', reason: 'status 504' };
const edited = { reference: 'edited' };
const scope = { hostTenantId: caller.hostTenantId, callerId: caller.clientId, idempotencyKey: 'k' };

describe('findReplay', () => {
  it.each([
    ['refused for good', refused],
    ['refused for now', throttled],
    ['never asked for', unreachable],
  ])(
    'starts a new message after one that Graph has %s, with the same body or an edited one',
    async (_what, outcome) => {
      for (const changes of [{}, edited]) {
        const { submitStrictly: submit, graph, events } = createOutboxFixture();
        graph.outcomes.push(outcome);
        const first = await submit({}, 'k');
        const second = await submit(changes, 'k');
        expect(second).toMatchObject({ isReplayed: false, message: { status: 'sent', previousId: first.message.id } });
        expect([first.message.status, events.length]).toEqual(['failed', 2]);
      }
    },
  );

  it.each([
    ['sent', sent, /^This idempotency key was used with another body, and that message was sent at 2026-\S+Z\. Use/],
    ['unknown', unknown, /that message may have been sent at 2026-\S+Z\. The sender looks in Sent Items first; /],
  ])(
    'never passes the key on after %s: the same body is answered, another one hears when it was',
    async (status, outcome, said) => {
      const { submitStrictly: submit, graph, events, clock } = createOutboxFixture();
      graph.outcomes.push(outcome);
      const { message } = await submit({}, 'k');
      const at = message.attempts[0]?.at.toISOString();
      clock.pass(3_600);
      expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id: message.id, status } });
      const error = (await submit(edited, 'k').catch((thrown: unknown) => thrown)) as ConnectorError;
      expect([error.code, error.detail]).toEqual(['idempotency_key_reused', expect.stringMatching(said)]);
      expect(error.who).toBe(status === 'unknown' ? 'person' : undefined);
      expect(error.detail).toContain(at);
      expect(events).toHaveLength(1);
    },
  );

  it('holds the key while the message is under way', async () => {
    const { submitStrictly: submit, graph, events } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(() => opened.then(() => sent));
    const first = submit({}, 'k');
    await expect.poll(() => events.length).toBe(1);
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { status: 'sending' } });
    const error = (await submit(edited, 'k').catch((thrown: unknown) => thrown)) as ConnectorError;
    expect(error.detail).toMatch(/that message has been on its way since 2026-\S+Z\. Wait for its outcome, /);
    open();
    expect((await first).message.status).toBe('sent');
  });
});

describe('findNewest', () => {
  it('is the last of all messages of a key, and nothing for a key that was never used', async () => {
    const { submitStrictly: submit, graph, messages } = createOutboxFixture();
    graph.outcomes.push(throttled, throttled, throttled, sent);
    for (let count = 0; count < 3; count++) await submit({}, 'k');
    expect((await findNewest(messages, scope)).message).toMatchObject({ status: 'failed' });
    const last = await submit(edited, 'k');
    expect((await findNewest(messages, scope)).message).toMatchObject({ id: last.message.id, status: 'sent' });
    expect(await findNewest(messages, { ...scope, idempotencyKey: 'l' })).toEqual({
      message: undefined,
      resubmission: 0,
    });
    expect((await findNewest(messages, { ...scope, callerId: otherCaller.clientId })).message).toBeUndefined();
  });

  it('reads few rows, however often the key has failed', async () => {
    const { submitStrictly: submit, graph, messages } = createOutboxFixture();
    for (let count = 0; count < 20; count++) {
      graph.outcomes.push(throttled);
      await submit({}, 'k');
    }
    let reads = 0;
    const counted = { read: (id: string) => ((reads += 1), messages.read(id)) };
    expect((await findNewest(counted, scope)).resubmission).toBe(20);
    expect(reads).toBeLessThanOrEqual(4);
  });
});
