import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ConnectorError } from '../../shared/errors.ts';
import { LATE_SWEEP_WAIT_MILLISECONDS, SWEEP_LATE_SECONDS } from '../../shared/limits.ts';
import { erp } from '../fakes/memory-connector.ts';
import { createApi } from './api.ts';

const sweepsOf = (lines: { text: string }[]) => lines.filter(({ text }) => text.startsWith('{"function":"lateSweep"'));

/** A connector whose timer has not swept for too long. `sweep`: how sweeping goes. */
async function setUp(sweep: () => Promise<number> = async () => 0) {
  let started = 0;
  const api = createApi(({ stores }) => ({
    stores: { ...stores, transactions: { ...stores.transactions, sweep: () => (started++, sweep()) } },
    measure: async () => ({ values: { poisonMessages: 2 }, notMeasured: {}, alarms: ['poison_queue'] }),
  }));
  await api.stores.runTimes.note('sweep', api.clock.now());
  api.clock.pass(SWEEP_LATE_SECONDS + 1);
  return { ...api, started: () => started > 0 };
}

describe('createLateSweep', () => {
  it('runs a late sweep before it answers a program that reads, and logs it under a name of its own', async () => {
    const { call, started } = await setUp();
    const { status, lines } = await call('senders', 'GET');
    expect([status, started()]).toEqual([200, true]);
    expect(lines).toHaveLength(2);
    expect(sweepsOf(lines)[0]?.text).toMatch(/"outcome":"poison_queue".*"poisonMessages":2.* alarm=poison_queue$/);
    expect(sweepsOf((await call('senders', 'GET')).lines)).toEqual([]);
  });

  it.each([
    ['POST', 'send', erp],
    ['POST', 'senderTest', erp],
  ] as const)('starts at %s %s by %s without making it wait, and tells the next request', async (method, route, as) => {
    let end: (count: number) => void = () => undefined;
    const { call, started } = await setUp(() => new Promise((resolve) => (end = resolve)));
    const answer = call(route, method, method === 'POST' ? { body: '{}' } : {}, as);
    const first = await Promise.race([answer, setTimeout(LATE_SWEEP_WAIT_MILLISECONDS / 2, 'waits' as const)]);
    if (first === 'waits') throw new Error('It waits for the sweep.');
    await setTimeout(0);
    expect([started(), sweepsOf(first.lines)]).toEqual([true, []]);
    end(1);
    await setTimeout(0);
    expect(sweepsOf((await call('send', 'POST', { body: '{}' })).lines)).toHaveLength(1);
  });

  it.each([
    ['GET', 'senders'],
    ['POST', 'send'],
    ['GET', 'me'],
    ['POST', 'meTest'],
    ['GET', 'healthReady'],
  ] as const)('runs none for a stranger who asks for %s %s', async (method, route) => {
    const { call, started } = await setUp();
    await call(route, method, {}, 'nobody');
    await setTimeout(20);
    expect(started()).toBe(false);
  });

  it('answers after a second although the sweep takes longer', async () => {
    const { call } = await setUp(() => new Promise(() => undefined));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let status = 0;
    const answer = call('senders', 'GET').then((given) => (status = given.status));
    await vi.advanceTimersByTimeAsync(LATE_SWEEP_WAIT_MILLISECONDS - 1);
    expect(status).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    vi.useRealTimers();
    expect(status).toBe(200);
  });

  it('is not told of by a request when it fails, but by its line', async () => {
    const { call } = await setUp(() => Promise.reject(new ConnectorError('storage_access_refused')));
    const { status, lines } = await call('senders', 'GET');
    expect(status).toBe(200);
    expect(sweepsOf(lines)[0]?.text).toMatch(
      /storage_access_refused.* alarm=storage_access_refused alarm=poison_queue$/,
    );
  });

  it('is left to others by liveness, which calls nobody', async () => {
    const { call, started } = await setUp();
    await call('health', 'GET');
    await setTimeout(0);
    expect(started()).toBe(false);
  });
});
