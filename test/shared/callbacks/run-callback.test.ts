import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMessageEvent } from '../../../shared/callbacks/callback-event.ts';
import type { CallbackRows } from '../../../shared/callbacks/callback-rows.ts';
import { CALLBACK_FAILURES_MAX, CALLBACK_PAGE_EVENTS } from '../../../shared/webhook-limits.ts';
import { createCallback, hostTenantId, messageId, setStage } from './callback-sample.ts';

const failed = async () => ({ kind: 'failed', reason: 'status_500' }) as const;
const eventId = (stage: ReturnType<typeof setStage>, id: string) =>
  buildMessageEvent(
    hostTenantId,
    stage.messages.items.find((message) => message.id === id)!,
  )!.id;

describe('createRunCallback', () => {
  it('tells each change once, of messages and senders, and only the events it is asked for', async () => {
    const stage = setStage(createCallback({ events: ['message.sent', 'sender.connected'] }));
    await stage.run();
    stage.change(messageId(1), 'sent');
    stage.change(messageId(2), 'failed');
    stage.change(messageId(3), 'queued');
    const at = stage.clock.now();
    const sender = { hostObjectId: '00000b05-0000-4000-8000-000000000001' };
    stage.senders.items.push({ sender, status: 'connected', connectedAt: at, changedAt: at });
    expect(await stage.run()).toMatchObject({ delivered: 2, failed: 0 });
    expect(stage.receiver.sent.map(({ type }) => type)).toEqual(['message.sent', 'sender.connected']);
    expect(await stage.run()).toMatchObject({ delivered: 0 });
    stage.change(messageId(2), 'sent');
    expect(await stage.run()).toMatchObject({ delivered: 1 });
  });

  it('begins with what changes from its first run on, not with what was before', async () => {
    const stage = setStage();
    stage.change(messageId(1), 'sent');
    stage.clock.pass(121);
    stage.change(messageId(2), 'sent');
    await stage.run();
    expect(stage.receiver.taken).toEqual([eventId(stage, messageId(2))]);
  });

  it('writes nothing while nothing changes', async () => {
    const stage = setStage();
    await stage.run();
    const writes: string[] = [];
    const watched: CallbackRows = {
      ...stage.rows,
      writeProgress: async (...given) => (writes.push('progress'), stage.rows.writeProgress(...given)),
      putDue: async () => void writes.push('due'),
    };
    await stage.run({ rows: watched as typeof stage.rows });
    expect(writes).toEqual([]);
  });

  it('keeps an event that fails to be told again, and lets no other wait for it', async () => {
    const stage = setStage();
    await stage.run();
    for (const number of [1, 2, 3]) stage.change(messageId(number), 'sent');
    const bad = eventId(stage, messageId(2));
    stage.receiver.take = async (id) => (id === bad ? failed() : { kind: 'delivered' });
    expect(await stage.run()).toMatchObject({ delivered: 2, failed: 1, reason: 'status_500' });
    expect(stage.rows.allDue(stage.callback)).toMatchObject([{ id: bad, attempts: 1 }]);
    stage.clock.pass(5);
    stage.receiver.take = async () => ({ kind: 'delivered' });
    expect(await stage.run()).toMatchObject({ delivered: 1 });
    expect(stage.rows.allDue(stage.callback)).toEqual([]);
    expect(stage.receiver.sent.filter(({ id }) => id === bad)).toHaveLength(2);
  });

  it('gives an event up after ten attempts over 75 hours', async () => {
    const stage = setStage();
    await stage.run();
    stage.change(messageId(1), 'sent');
    const began = stage.clock.now();
    stage.receiver.take = failed;
    let givenUp = 0;
    for (let minutes = 0; givenUp === 0 && minutes < 100 * 60; minutes++) {
      givenUp = (await stage.run())?.givenUp ?? 0;
      stage.clock.pass(60);
    }
    expect(stage.receiver.sent).toHaveLength(10);
    expect((stage.clock.now().getTime() - began.getTime()) / 3_600_000).toBeGreaterThan(75);
    expect(stage.rows.allDue(stage.callback)).toEqual([]);
  });

  it('lets a receiver be that is down, and keeps every event in a row or in the feed', async () => {
    const stage = setStage();
    await stage.run();
    const count = 3 * CALLBACK_PAGE_EVENTS;
    for (let number = 0; number < count; number++) stage.change(messageId(number), 'sent');
    stage.receiver.take = failed;
    await stage.run();
    // What was under way together when patience ended.
    expect(stage.receiver.sent.length).toBeLessThan(2 * CALLBACK_FAILURES_MAX);
    expect(stage.rows.allDue(stage.callback)).toHaveLength(CALLBACK_PAGE_EVENTS);
    stage.clock.pass(60);
    await stage.run();
    expect(stage.rows.allDue(stage.callback)).toHaveLength(CALLBACK_PAGE_EVENTS);
    stage.receiver.take = async () => ({ kind: 'delivered' });
    for (let runs = 0; runs < 10; runs++) {
      stage.clock.pass(600);
      await stage.run();
    }
    expect(new Set(stage.receiver.taken).size).toBe(count);
  });

  it('tells an event that is due no more when more has changed: the feed tells that', async () => {
    const stage = setStage();
    await stage.run();
    stage.change(messageId(1), 'held');
    const held = eventId(stage, messageId(1));
    stage.receiver.take = failed;
    await stage.run();
    stage.change(messageId(1), 'sent');
    stage.clock.pass(60);
    stage.receiver.take = async () => ({ kind: 'delivered' });
    await stage.run();
    expect(stage.receiver.taken).toEqual([eventId(stage, messageId(1))]);
    expect(stage.receiver.taken).not.toContain(held);
    expect(stage.rows.allDue(stage.callback)).toEqual([]);
  });

  it('tells no more of what the document does not ask for any longer', async () => {
    const stage = setStage();
    await stage.run();
    stage.change(messageId(1), 'sent');
    stage.receiver.take = failed;
    await stage.run();
    stage.clock.pass(60);
    stage.receiver.take = async () => ({ kind: 'delivered' });
    await stage.run({}, createCallback({ events: ['message.failed'] }, { version: '2' }));
    expect([stage.receiver.taken, stage.rows.allDue(stage.callback)]).toEqual([[], []]);
  });

  it('pauses at 410 until the document is written again, and then tells what it has missed', async () => {
    const stage = setStage();
    await stage.run();
    for (const number of [1, 2, 3, 4, 5, 6]) stage.change(messageId(number), 'sent');
    stage.receiver.take = async (id) =>
      id === eventId(stage, messageId(2)) ? { kind: 'gone' } : { kind: 'delivered' };
    expect(await stage.run()).toMatchObject({ isGone: true });
    const sent = stage.receiver.sent.length;
    stage.receiver.take = async () => ({ kind: 'delivered' });
    stage.clock.pass(60);
    expect(await stage.run()).toBeUndefined();
    expect(stage.receiver.sent).toHaveLength(sent);
    expect(await stage.run({}, createCallback({}, { version: '2' }))).toMatchObject({ isGone: false });
    expect(new Set(stage.receiver.taken).size).toBe(6);
  });

  it('stops when another run has gone on meanwhile', async () => {
    const stage = setStage();
    await stage.run();
    for (let number = 0; number < 3 * CALLBACK_PAGE_EVENTS; number++) stage.change(messageId(number), 'sent');
    const raced = { ...stage.rows, writeProgress: async () => undefined };
    expect(await stage.run({ rows: raced })).toMatchObject({ delivered: CALLBACK_PAGE_EVENTS });
    await stage.run();
    expect(new Set(stage.receiver.taken).size).toBe(3 * CALLBACK_PAGE_EVENTS);
  });

  it('begins nothing once its time is over', async () => {
    const stage = setStage();
    await stage.run();
    for (let number = 0; number < 10; number++) stage.change(messageId(number), 'sent');
    stage.receiver.take = async () => (stage.clock.pass(41), { kind: 'delivered' });
    await stage.run();
    expect(stage.receiver.sent.length).toBeLessThanOrEqual(4);
    stage.receiver.take = async () => ({ kind: 'delivered' });
    await stage.run();
    expect(new Set(stage.receiver.taken).size).toBe(10);
  });

  it('moves no place while there is no secret to sign with', async () => {
    const stage = setStage();
    await stage.run();
    stage.change(messageId(1), 'sent');
    const prove = () => Promise.reject(new Error('no secret'));
    await expect(stage.run({ prove })).rejects.toThrow('no secret');
    expect(await stage.run()).toMatchObject({ delivered: 1 });
  });

  it('tells an event again by the same id when it ends between telling it and writing so', async () => {
    const stage = setStage();
    await stage.run();
    stage.change(messageId(1), 'sent');
    const crashing = { ...stage.rows, writeProgress: () => Promise.reject(new Error('crash')) };
    await expect(stage.run({ rows: crashing })).rejects.toThrow('crash');
    await stage.run();
    const [first, second] = stage.receiver.sent;
    expect(second).toEqual(first);
    expect(stage.receiver.sent).toHaveLength(2);
  });

  it('loses nothing, wherever it ends and whatever a receiver does', async () => {
    const step = fc.record({
      changes: fc.array(
        fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('sent', 'failed', 'held', 'queued')),
        { maxLength: 25 },
      ),
      /** Number of the call to rows or receiver at which the run ends, before or after it has its effect. */
      crashAt: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
      isAfter: fc.boolean(),
      fails: fc.array(fc.boolean(), { maxLength: 6 }),
      pauseSeconds: fc.constantFrom(1, 60, 600),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const stage = setStage();
        await stage.run();
        for (const { changes, crashAt, isAfter, fails, pauseSeconds } of steps) {
          for (const [number, status] of changes) stage.change(messageId(number), status);
          const pending = [...fails];
          stage.receiver.take = async () => (pending.shift() ? failed() : { kind: 'delivered' });
          let calls = 0;
          const crash =
            <Given extends unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
            async (...given: Given): Promise<Result> => {
              const isNow = calls++ === crashAt;
              if (isNow && !isAfter) throw new Error('crash');
              const result = await call(...given);
              if (isNow) throw new Error('crash');
              return result;
            };
          const { rows, dependencies } = stage;
          const fragile = {
            ...rows,
            writeProgress: crash(rows.writeProgress),
            putDue: crash(rows.putDue),
            removeDue: crash(rows.removeDue),
          };
          await stage.run({ rows: fragile, deliver: crash(dependencies.deliver) }).catch(() => undefined);
          stage.clock.pass(pauseSeconds);
        }
        stage.receiver.take = async () => ({ kind: 'delivered' });
        for (let runs = 0; runs < 12; runs++) {
          await stage.run();
          stage.clock.pass(7 * 3_600);
        }
        const expected = stage.messages.items
          .filter(({ status }) => status !== 'queued')
          .map(({ id }) => eventId(stage, id));
        expect(expected.filter((id) => !stage.receiver.taken.includes(id))).toEqual([]);
        expect(stage.rows.allDue(stage.callback)).toEqual([]);
        for (const { id, body } of stage.receiver.sent)
          expect(stage.receiver.sent.filter((other) => other.id === id).every((other) => other.body === body)).toBe(
            true,
          );
      }),
      { numRuns: 200 },
    );
  });
});
