import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { createRunCallbacks, type CallbacksDependencies } from '../../../shared/callbacks/run-callbacks.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { HttpFault, type HttpAnswer } from '../../../shared/http/http-request.ts';
import { createCallback, hostTenantId, messageId, setStage } from './callback-sample.ts';

const audience = 'https://status.contoso.com';
const withToken = (name: string) => {
  const { document, ...rest } = createCallback({ audience }, { name });
  const { secretNames: _secretNames, ...proven } = document;
  return { ...rest, document: proven };
};

function setUp(changes: Partial<CallbacksDependencies> = {}) {
  const stage = setStage();
  const requests: { url: string; headers: Readonly<Record<string, string>> }[] = [];
  const answer = { status: 200, error: undefined as HttpFault | undefined };
  const runAll = createRunCallbacks({
    rows: stage.rows,
    feeds: stage.feeds,
    secrets: { read: async () => ({ keys: [randomBytes(32)] }) },
    readToken: async (of) => `token for ${of}`,
    audiences: [audience],
    async request({ url, headers }) {
      requests.push({ url, headers });
      if (answer.error) throw answer.error;
      return { status: answer.status } as HttpAnswer;
    },
    now: stage.clock.now,
    random: () => 0,
    ...changes,
  });
  async function tellOne(...callbacks: Callback[]) {
    await runAll(callbacks);
    stage.change(messageId(1), 'sent');
    requests.length = 0;
    return runAll(callbacks);
  }
  return { ...stage, requests, answer, runAll, tellOne };
}

describe('createRunCallbacks', () => {
  it('tells each callback, one with signatures and one with a token', async () => {
    const { tellOne, requests } = setUp();
    expect(await tellOne(createCallback(), withToken('other'))).toEqual({
      callbacks: 2,
      delivered: 2,
      failed: 0,
      givenUp: 0,
      paused: 0,
      failing: [],
      alarms: [],
    });
    const [signed, shown] = requests.toSorted((one) => ('Authorization' in one.headers ? 1 : -1));
    expect(signed?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(shown?.headers['Authorization']).toBe(`Bearer token for ${audience}`);
  });

  it.each([
    ['an audience that the setting does not list', { audiences: ['https://other.contoso.com'] }, 'audience_not_listed'],
    ['one for which there is no token', { readToken: async () => undefined }, 'token_refused'],
  ])('sends nothing for %s, and raises an alarm', async (_, changes, reason) => {
    const { tellOne, requests, rows } = setUp(changes);
    expect(await tellOne(withToken('erp'))).toMatchObject({
      delivered: 0,
      failing: [`${hostTenantId}.erp ${reason}`],
      alarms: ['callback_refused'],
    });
    expect([requests, rows.allDue(createCallback())]).toEqual([[], []]);
  });

  it('raises an alarm for an address that is not public', async () => {
    const { tellOne, answer } = setUp();
    answer.error = new HttpFault('not_public', { wasSent: false });
    expect(await tellOne(createCallback())).toMatchObject({
      failed: 1,
      failing: [`${hostTenantId}.erp not_public`],
      alarms: ['callback_refused'],
    });
  });

  it('raises an alarm for a receiver that is gone, and for an event that is given up', async () => {
    const { tellOne, runAll, answer, clock } = setUp();
    answer.status = 500;
    let report = await tellOne(createCallback());
    expect(report).toMatchObject({ failed: 1, alarms: [] });
    for (let runs = 0; report.givenUp === 0 && runs < 20; runs++) {
      clock.pass(24 * 3_600);
      report = await runAll([createCallback()]);
    }
    expect(report).toMatchObject({ givenUp: 1, alarms: ['callback_given_up'] });
    answer.status = 410;
    const gone = setUp();
    gone.answer.status = 410;
    expect(await gone.tellOne(createCallback())).toMatchObject({ alarms: ['callback_gone'] });
    expect(await gone.runAll([createCallback()])).toMatchObject({ paused: 1, alarms: [] });
  });

  it('lets a callback that cannot be run keep no other from its turn, and reports the first such failure', async () => {
    const failure = new ConnectorError('vault_access_refused');
    const { tellOne } = setUp({ secrets: { read: async () => ({ keys: [], failure }) } });
    const report = await tellOne(createCallback(), withToken('other'));
    expect(report).toMatchObject({ delivered: 1, failing: [`${hostTenantId}.erp not_run`] });
    expect(report.failure).toBe(failure);
  });

  it('begins with another callback each minute', async () => {
    const { runAll, rows, clock } = setUp();
    const names = ['a', 'b', 'c'].map((name) => createCallback({}, { name }));
    const firsts: string[] = [];
    const watched = setUp({
      now: clock.now,
      rows: {
        ...rows,
        readProgress: async (key) => {
          firsts.push(key.name);
          return rows.readProgress(key);
        },
      },
    });
    for (let minutes = 0; minutes < 3; minutes++) {
      await watched.runAll(names);
      clock.pass(60);
    }
    await runAll([]);
    expect(new Set([firsts[0], firsts[3], firsts[6]]).size).toBe(3);
  });
});
