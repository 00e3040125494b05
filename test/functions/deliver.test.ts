import { describe, expect, it } from 'vitest';
import { createContests } from '../../functions/contests.ts';
import { deliverHandler } from '../../functions/deliver.ts';
import { createDrain } from '../../functions/drain.ts';
import { createActivity } from '../../shared/activity/activity.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { Messages } from '../../shared/outbox/messages.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryActivityStore } from '../fakes/memory-activity-store.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createContext, lineOf } from './invoke.ts';

const id = '7310e955028841637250918364027159';
const clock = createManualClock();
const sender = { hostTenantId, hostObjectId: '00000b05-0000-4000-8000-000000000001' };
const message: Message = {
  id,
  status: 'sent',
  hostTenantId,
  sender,
  callerId: '0000ca11-0000-4000-8000-000000000001',
  reference: 'SI-103042',
  contentDigest: '0.digest',
  createdAt: clock.now(),
  updatedAt: clock.now(),
  expiresAt: clock.now(),
  recipientCount: 1,
  attemptId: 'attempt',
  attempts: [
    { at: clock.now(), outcome: 'refused' },
    { at: clock.now(), outcome: 'sent' },
  ],
  dueAt: clock.now(),
};

/** A handler on messages that do as `deliver` says; `take` hands it an item. */
function start(deliver: Messages['deliver'], drain = createDrain(), contests = createContests()) {
  const activity = createActivity({ store: createMemoryActivityStore(), now: clock.now, shard: 0 });
  const asked: string[] = [];
  const handler = deliverHandler(
    {
      messages: {
        async deliver(asking) {
          asked.push(asking);
          return deliver(asking);
        },
      },
      activity,
      contests,
      now: clock.now,
    },
    drain,
  );
  return {
    asked,
    activity,
    async take(item: unknown) {
      const { context, lines } = createContext('deliver');
      const error = await Promise.resolve(handler(item, context)).catch((thrown: unknown) => thrown);
      return { error, line: lineOf({ lines }), text: lines[0]!.text };
    },
  };
}

const refused = (code: NonNullable<Message['error']>['code']) =>
  start(async () => ({ message: { ...message, status: 'queued', error: { code, graphCode: 'ErrorX' } } }));

describe('deliverHandler', () => {
  it('says in one line what came of the message, without a name or an address', async () => {
    const { asked, take } = start(async () => ({ message }));
    const { error, line, text } = await take({ id });
    expect(error).toBeUndefined();
    expect(asked).toEqual([id]);
    expect(line).toMatchObject({
      function: 'deliver',
      outcome: 'ok',
      message: id,
      sender: sender.hostObjectId,
      caller: message.callerId,
      result: 'sent',
      attempts: 2,
      level: 'information',
    });
    expect(text).not.toContain('SI-103042');
  });

  it('says why a message was not sent, which is no failure of the item', async () => {
    const { error, line } = await refused('mailbox_throttled').take({ id });
    expect(error).toBeUndefined();
    expect(line).toMatchObject({ outcome: 'mailbox_throttled', result: 'queued', upstreamCode: 'ErrorX' });
    expect(line).not.toHaveProperty('alarm');
  });

  it('raises the alarm of what only the operator can repair, once in a while for all messages', async () => {
    const { take } = refused('client_credential_refused');
    expect((await take({ id })).line).toMatchObject({ level: 'error', alarm: 'client_credential_refused' });
    expect((await take({ id })).line).not.toHaveProperty('alarm');
  });

  it('says how long the message has waited since it was due, not since it was put off', async () => {
    const wasDueAt = new Date(clock.now().getTime() - 90_500);
    expect((await start(async () => ({ message, wasDueAt })).take({ id })).line).toMatchObject({ waitedSeconds: 90 });
  });

  it('takes an item without anything to do for done', async () => {
    const { error, line } = await start(async () => undefined).take({ id });
    expect([error, line['outcome'], line['message']]).toEqual([undefined, 'ok', id]);
    expect(line).not.toHaveProperty('result');
  });

  it.each([
    ['a text', 'probe'],
    ['a number, as which a bare id may arrive', 4.2e32],
    ['another object', { id, sender: 'ann' }],
    ['an id that is none', { id: id.toUpperCase() }],
    ['nothing', null],
  ])('drops an item that is no item of ours with an alarm, and asks for no message: %s', async (_, item) => {
    const { asked, take } = start(async () => ({ message }));
    const { error, line } = await take(item);
    expect([error, line['outcome'], line['alarm']]).toEqual([undefined, 'unknown_queue_item', 'unknown_queue_item']);
    expect(asked).toEqual([]);
  });

  it('drops an item whose message nobody knows with an alarm', async () => {
    const { error, line } = await start(async () => 'unknown').take({ id });
    expect(error).toBeUndefined();
    expect(line).toMatchObject({ message: id, alarm: 'unknown_queue_item' });
  });

  it.each([
    [new ConnectorError('storage_unavailable'), 'storage_unavailable'],
    [new TypeError('a bug'), 'internal_error'],
  ])('throws a failure on, so that the host gives the item again: %s', async (failure, outcome) => {
    const { error, line } = await start(() => Promise.reject(failure)).take({ id });
    expect(error).toBe(failure);
    expect(line).toMatchObject({ outcome, message: id });
  });

  it('gives the item back while the process is to end', async () => {
    const drain = createDrain();
    const { asked, take } = start(async () => ({ message }), drain);
    await drain.end();
    const { error, line } = await take({ id });
    expect(error).toMatchObject({ code: 'shutting_down' });
    expect([line['message'], asked]).toEqual([id, []]);
  });

  it('raises the alarm for a contest that it comes across', async () => {
    const contests = createContests();
    const { take } = start(
      async () => {
        contests.note(sender);
        return { message };
      },
      createDrain(),
      contests,
    );
    expect((await take({ id })).line).toMatchObject({ alarm: 'name_contested', contested: [sender.hostObjectId] });
  });
});
