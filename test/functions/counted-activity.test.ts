import type { Timer } from '@azure/functions';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { callbacksHandler } from '../../functions/callbacks.ts';
import { deliverHandler } from '../../functions/deliver.ts';
import { createDrain } from '../../functions/drain.ts';
import { createKeepCounts } from '../../functions/keep-counts.ts';
import { refreshHandler } from '../../functions/refresh.ts';
import { sweepHandler } from '../../functions/sweep.ts';
import { ACTIVITY_FLUSH_SECONDS } from '../../shared/activity-limits.ts';
import type { ActivityStore } from '../../shared/activity/activity-store.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { SWEEP_LATE_SECONDS } from '../../shared/limits.ts';
import { erp } from '../fakes/memory-connector.ts';
import { createApi } from './api.ts';
import { createContext, lineOf } from './invoke.ts';

/** Ann is connected. `change` wraps the store of counts. */
async function setUp(change: (store: ActivityStore) => Partial<ActivityStore> = () => ({}), more: object = {}) {
  const calls: string[] = [];
  const api = createApi(({ stores }) => {
    const store = { ...stores.activity, ...change(stores.activity) };
    const activity: ActivityStore = {
      ...store,
      read: (key) => (calls.push('read'), store.read(key)),
      write: (...given) => (calls.push('write'), store.write(...given)),
    };
    return { stores: { ...stores, activity }, ...more };
  });
  await api.signIn('ann');
  const { activity } = api.connector;
  const { now } = api.clock;
  const today = async () => {
    const [day] = await activity.read(api.config.hostTenantId, now(), now());
    return Object.fromEntries(Object.entries(day ?? {}).filter(([, count]) => Number(count) > 0));
  };
  const alarms = async () => {
    const found = (await activity.readAlarms(now(), now())).alarms;
    return Object.fromEntries(found.map(({ code, count }) => [code, count]));
  };
  const tick = async (handler: ReturnType<typeof sweepHandler>) => {
    const { context, lines } = createContext();
    const error = await Promise.resolve(handler({} as Timer, context)).catch((thrown: unknown) => thrown);
    return { error, lines };
  };
  /** What is done behind an answer is done. */
  const settle = () => setTimeout(5);
  return { ...api, calls, today, alarms, tick, settle };
}

describe('what is counted', () => {
  it('is a send while its caller waits, accepted and sent once each, written behind the answer', async () => {
    const { send, today, settle, calls } = await setUp();
    expect((await send()).status).toBe(200);
    await settle();
    expect([await today(), calls]).toEqual([{ accepted: 1, sent: 1 }, ['read', 'write']]);
  });

  it('costs no call of storage for further sends of the minute', async () => {
    const { send, settle, calls, clock, today } = await setUp();
    for (let count = 0; count < 10; count++) await send();
    await settle();
    expect(calls).toHaveLength(2);
    clock.pass(ACTIVITY_FLUSH_SECONDS);
    await send();
    await settle();
    expect(calls).toHaveLength(4);
    expect(await today()).toEqual({ accepted: 11, sent: 11 });
  });

  it('is nothing for a repetition with the same key', async () => {
    const { send, settle, connector, today } = await setUp();
    for (let count = 0; count < 3; count++) await send({}, { 'idempotency-key': 'one' });
    await settle();
    await connector.activity.flush({ isForced: true });
    expect(await today()).toEqual({ accepted: 1, sent: 1 });
  });

  it('is what the queue delivers, and what the sweep lets expire', async () => {
    const { send, connector, deliveryQueue, clock, today, tick, settle } = await setUp();
    await send({ prefer: { respondAsync: true } });
    await settle();
    const handler = deliverHandler(connector, createDrain());
    clock.pass(ACTIVITY_FLUSH_SECONDS);
    const taken = deliveryQueue.take();
    await handler(taken?.item, createContext('deliver').context);
    expect(await today()).toEqual({ accepted: 1, queued: 1, sent: 1 });
    await send({ sender: 'nobody@fabrikam.com', prefer: { respondAsync: true } });
    clock.pass(31 * 86_400);
    await tick(sweepHandler(connector));
    expect(await today()).toEqual({ expired: 1 });
  });

  it('is each alarm of a request that is logged, and none of those that are quiet after it', async () => {
    const { send, entra, clock, alarms, connector } = await setUp();
    clock.pass(3_601);
    entra.script.failures.push(...Array.from({ length: 9 }, () => new ConnectorError('client_credential_refused')));
    const alarmsIn = async () => {
      const { lines } = await send({}, { prefer: 'handling=strict' });
      return lines.filter(({ text }) => text.endsWith('alarm=client_credential_refused')).length;
    };
    const logged = [await alarmsIn(), await alarmsIn()];
    await connector.activity.flush({ isForced: true });
    expect([logged, await alarms()]).toEqual([[1, 0], { client_credential_refused: 1 }]);
  });

  it('is each alarm of a timer, before it ends, and how late the queue is', async () => {
    const measure = async () => ({ values: {}, notMeasured: {}, alarms: ['poison_queue', 'entra_unavailable'] });
    const { connector, alarms, tick, clock } = await setUp(() => ({}), { measure });
    const { operations } = connector;
    const sweep = async () => ({ ...(await operations.sweep()), overdueSeconds: 4_000 });
    await tick(sweepHandler({ ...connector, operations: { ...operations, sweep } }));
    expect(await alarms()).toEqual({ poison_queue: 1, queue_age: 1 });
    const { dueAges } = await connector.activity.readAlarms(clock.now(), clock.now());
    expect(dueAges).toMatchObject([{ oldestDueSeconds: 4_000 }]);
  });

  it('is the alarm of a sweep that a request runs', async () => {
    const measure = async () => ({ values: {}, notMeasured: {}, alarms: ['poison_queue'] });
    const { connector, alarms, call, clock, stores } = await setUp(() => ({}), { measure });
    await stores.runTimes.note('sweep', clock.now());
    clock.pass(SWEEP_LATE_SECONDS + 1);
    await call('senders', 'GET');
    await connector.activity.flush({ isForced: true });
    expect(await alarms()).toEqual({ poison_queue: 1 });
  });

  it.each([
    ['sweep', sweepHandler],
    ['refresh', refreshHandler],
    ['callbacks', callbacksHandler],
  ])('is written at the end of a run of %s, although the last time was a moment ago', async (_name, create) => {
    const { connector, send, settle, tick, today } = await setUp();
    await send();
    await settle();
    await send();
    await tick(create(connector));
    expect(await today()).toEqual({ accepted: 2, sent: 2 });
  });

  it('is deleted by the sweep once it is too old', async () => {
    const { connector, send, settle, clock, tick, stores } = await setUp();
    await send();
    await settle();
    const [first] = await stores.activity.list(connector.config.hostTenantId, { from: '2026-01-01', to: '2026-12-31' });
    clock.pass(440 * 86_400);
    const { lines } = await tick(sweepHandler(connector));
    expect([first?.day, lineOf({ lines })['activity']]).toEqual(['2026-01-05', 1]);
  });
});

describe('createKeepCounts', () => {
  const hangs = () => ({ read: () => new Promise<never>(() => undefined) });

  it('keeps no answer waiting for storage that hangs', async () => {
    const { send, call } = await setUp(hangs);
    expect((await send()).status).toBe(200);
    expect((await call('senders', 'GET')).status).toBe(200);
  });

  it.each(['storage_unavailable', 'storage_access_refused'] as const)(
    'fails no request and no run by %s',
    async (code) => {
      const { send, settle, connector, tick } = await setUp(() => ({
        read: () => Promise.reject(new ConnectorError(code)),
      }));
      expect((await send()).status).toBe(200);
      await settle();
      expect((await tick(refreshHandler(connector))).error).toBeUndefined();
    },
  );

  it('is not called for strangers', async () => {
    const { call, connector, settle, calls } = await setUp();
    connector.activity.noteAlarm('poison_queue');
    await call('send', 'POST', { body: '{}' }, 'nobody');
    await settle();
    expect(calls).toEqual([]);
    await call('senders', 'GET', {}, erp);
    await settle();
    expect(calls).toEqual(['read', 'write']);
  });

  it('tells a bug in a line of the next invocation, with its alarm', async () => {
    const { connector } = await setUp(() => ({ read: () => Promise.reject(new TypeError('a bug')) }));
    const keep = createKeepCounts(connector);
    connector.activity.noteAlarm('key_expiry');
    const [first, second, third] = [createContext(), createContext(), createContext()];
    await keep(first.context);
    await keep(second.context);
    await keep(third.context);
    expect([first.lines, third.lines]).toEqual([[], []]);
    expect(lineOf(second)).toMatchObject({ function: 'activity', outcome: 'internal_error', alarm: 'internal_error' });
  });
});

describe('createDrain', () => {
  it('does its last work at once and again when nothing is under way', async () => {
    let done = 0;
    const drain = createDrain(async () => void (done += 1));
    const work = Promise.withResolvers<void>();
    const tracked = drain.track(() => work.promise);
    const ended = drain.end();
    await setTimeout(0);
    expect(done).toBe(1);
    work.resolve();
    await tracked;
    await ended;
    expect(done).toBe(2);
  });
});
