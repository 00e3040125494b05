import type { Timer } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { refreshHandler } from '../../functions/refresh.ts';
import { sweepHandler } from '../../functions/sweep.ts';
import { createContests } from '../../functions/contests.ts';
import { createSettle, timer, type TimerResult } from '../../functions/timer.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { QUEUE_AGE_ALARM_SECONDS } from '../../shared/limits.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createContext, lineOf } from './invoke.ts';

const noted = async () => undefined;
const settle = createSettle(createContests());
const counting = createMemoryConnector().connector;

async function tick(handler: ReturnType<typeof timer>) {
  const { context, lines } = createContext();
  const error = await Promise.resolve(handler({} as Timer, context)).catch((thrown: unknown) => thrown);
  return { error, line: lineOf({ lines }) };
}

describe('refreshHandler', () => {
  it('raises an alarm for contested addresses, and names some of the senders', async () => {
    const { activity, operations, contests } = createMemoryConnector().connector;
    const senders = Array.from({ length: 30 }, (_, index) => ({ hostTenantId, hostObjectId: `object id ${index}` }));
    const report = { refreshed: 30, rescheduled: 0, ended: 0, failed: 0, failures: {} };
    const refreshOf = (contested: typeof senders) =>
      refreshHandler({
        activity,
        contests,
        operations: {
          ...operations,
          async refresh() {
            contested.forEach(contests.note);
            return report;
          },
        },
      });
    const { line } = await tick(refreshOf(senders));
    expect(line).toMatchObject({ alarm: 'name_contested', refreshed: 30 });
    expect(line['contested']).toEqual(senders.slice(0, 20).map(({ hostObjectId }) => hostObjectId));
    expect((await tick(refreshOf([]))).line).not.toHaveProperty('alarm');
  });
});

describe('timer', () => {
  it('logs what was done in one line', async () => {
    const { error, line } = await tick(
      timer(settle, async () => ({ ids: { refreshed: 3 }, alarms: ['entra_unavailable'] }), noted, counting),
    );
    expect(error).toBeUndefined();
    expect(line).toMatchObject({ function: 'test', outcome: 'ok', refreshed: 3, level: 'information' });
    expect(line).not.toHaveProperty('alarm');
  });

  it('raises the alarm for a failure that the operator must act on', async () => {
    const run = async (): Promise<TimerResult> => ({
      ids: {},
      alarms: ['entra_unavailable', 'client_credential_refused'],
    });
    expect((await tick(timer(settle, run, noted, counting))).line).toMatchObject({
      outcome: 'client_credential_refused',
      alarm: 'client_credential_refused',
    });
  });

  it('names every alarm once, beside the failure of a part', async () => {
    const failure = new ConnectorError('storage_access_refused');
    const run = async (): Promise<TimerResult> => ({
      ids: { poisonMessages: 2 },
      alarms: ['poison_queue', 'storage_access_refused', 'key_expiry'],
      failure,
    });
    const { error, line } = await tick(timer(settle, run, noted, counting));
    expect(error).toBe(failure);
    expect(line).toMatchObject({
      outcome: 'storage_access_refused',
      poisonMessages: 2,
      alarm: 'storage_access_refused poison_queue key_expiry',
    });
  });

  it.each([
    [new ConnectorError('storage_unavailable'), 'storage_unavailable'],
    [new TypeError('a bug'), 'internal_error'],
  ])('logs a failure and throws it on, so that the host records it (%s)', async (failure, outcome) => {
    const { error, line } = await tick(timer(settle, () => Promise.reject(failure), noted, counting));
    expect(error).toBe(failure);
    expect(line['outcome']).toBe(outcome);
  });
});

describe('refreshHandler and sweepHandler', () => {
  it('note that they ran, also when their work failed', async () => {
    const { connector, stores } = createMemoryConnector(({ stores: own }) => ({
      stores: { ...own, transactions: { ...own.transactions, sweep: () => Promise.reject(new Error('no')) } },
    }));
    expect((await tick(sweepHandler(connector))).error).toBeInstanceOf(Error);
    await tick(refreshHandler(connector));
    expect([await stores.runTimes.read('sweep'), await stores.runTimes.read('refresh')]).toMatchObject([
      { ageSeconds: 0 },
      { ageSeconds: 0 },
    ]);
  });

  it('fail where it cannot be noted, after their work is done', async () => {
    const failure = new ConnectorError('storage_unavailable');
    const { error, line } = await tick(
      timer(
        settle,
        async () => ({ ids: { swept: 1 }, alarms: [] }),
        () => Promise.reject(failure),
        counting,
      ),
    );
    expect([error, line['outcome'], line['swept']]).toEqual([failure, 'storage_unavailable', 1]);
  });

  it('say what they did', async () => {
    const { connector, signIn, clock } = createMemoryConnector();
    await signIn('ann');
    clock.pass(31 * 24 * 3600);
    expect((await tick(refreshHandler(connector))).line).toMatchObject({ refreshed: 1, failed: 0, outcome: 'ok' });
    expect((await tick(sweepHandler(connector))).line).toMatchObject({
      outcome: 'ok',
      transactions: 3,
      unknown: 0,
      deleted: 0,
      rewrapped: 0,
      keyVersions: expect.any(Object),
      onlyCurrentKeyVersion: expect.any(Boolean),
    });
  });

  it('count failures by code and raise the alarm of a refused credential', async () => {
    const { connector, signIn, clock, entra, stores } = createMemoryConnector();
    await signIn('ann');
    clock.pass(31 * 24 * 3600);
    entra.script.failures.push(new ConnectorError('client_credential_refused'));
    expect((await tick(refreshHandler(connector))).line).toMatchObject({
      failed: 1,
      client_credential_refused: 1,
      alarm: 'client_credential_refused',
    });
    expect((await stores.grants.list(hostTenantId, 10)).grants).toMatchObject([{ status: 'connected' }]);
  });
});

describe('sweepHandler', () => {
  const measured = {
    values: { poisonMessages: 3 },
    notMeasured: { keyDaysLeft: 'vault_unavailable' },
    alarms: ['poison_queue'],
  };

  it('logs what it measured with what it swept, an alarm for each bad value', async () => {
    const { connector } = createMemoryConnector(() => ({ measure: async () => measured }));
    expect((await tick(sweepHandler(connector))).line).toMatchObject({
      transactions: 0,
      ...measured.values,
      notMeasured: measured.notMeasured,
      alarm: 'poison_queue',
    });
  });

  it('raises the alarm for a contest that it comes across, also when sweeping fails afterwards', async () => {
    const failure = new ConnectorError('storage_unavailable');
    const { connector } = createMemoryConnector(() => ({ measure: async () => measured }));
    const { activity, contests, operations } = connector;
    const sweep = async () => {
      contests.note({ hostTenantId, hostObjectId: 'ann' });
      throw failure;
    };
    const { error, line } = await tick(sweepHandler({ activity, contests, operations: { ...operations, sweep } }));
    expect(error).toBe(failure);
    expect(line).toMatchObject({ contested: ['ann'], poisonMessages: 3 });
    expect(line['alarms'] ?? line['alarm']).toEqual(expect.stringContaining('name_contested'));
  });

  it.each([
    ['has been due for an hour', QUEUE_AGE_ALARM_SECONDS, undefined],
    ['has been due for longer than an hour', QUEUE_AGE_ALARM_SECONDS + 1, 'queue_age'],
  ])('raises the alarm of the queue only when a message %s', async (_, overdueSeconds, alarm) => {
    const { connector } = createMemoryConnector();
    const { activity, contests, operations } = connector;
    const sweep = async () => ({ ...(await operations.sweep()), overdueSeconds });
    const { line } = await tick(sweepHandler({ activity, contests, operations: { ...operations, sweep } }));
    expect([line['overdueSeconds'], line['alarm']]).toEqual([overdueSeconds, alarm]);
  });

  it('logs what it measured when sweeping fails, and throws that on', async () => {
    const failure = new ConnectorError('storage_unavailable');
    const { connector } = createMemoryConnector(({ stores }) => ({
      stores: { ...stores, transactions: { ...stores.transactions, sweep: () => Promise.reject(failure) } },
      measure: async () => measured,
    }));
    const { error, line } = await tick(sweepHandler(connector));
    expect(error).toBe(failure);
    expect(line).toMatchObject({ outcome: 'storage_unavailable', poisonMessages: 3, alarm: 'poison_queue' });
  });
});
