import type { Timer } from '@azure/functions';
import { Webhook } from 'standardwebhooks';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callbacksHandler } from '../../functions/callbacks.ts';
import { createFeeds } from '../../functions/compose-callbacks.ts';
import { createRunCallbacks } from '../../shared/callbacks/run-callbacks.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { HttpAnswer } from '../../shared/http/http-request.ts';
import { erp, otherApp, personOf } from '../fakes/memory-connector.ts';
import { createCallback } from '../shared/callbacks/callback-sample.ts';
import { createApi } from './api.ts';
import { createContext, lineOf } from './invoke.ts';

/** The connector with one callback of the ERP, and the handler of its timer. */
function setUp(...swap: Parameters<typeof createApi>) {
  const api = createApi(...swap);
  const { connector, callbacks, secrets, config, clock } = api;
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  secrets.set('erp-callback', secret);
  const callback = createCallback(
    { callerId: erp, url: 'https://127.0.0.1:8443/events' },
    { hostTenantId: config.hostTenantId },
  );
  async function tick() {
    const { context, lines } = createContext('callbacks');
    const error = await Promise.resolve(callbacksHandler(connector)({} as Timer, context)).catch(
      (thrown: unknown) => thrown,
    );
    return { error, lines };
  }
  /** Messages that were accepted to be sent later, and found then that the sender has disconnected. */
  async function hold(...applications: string[]): Promise<string[]> {
    const answers = [];
    for (const one of applications) answers.push(await api.send({}, { Prefer: 'respond-async' }, one));
    await connector.senders.disconnect(config.hostTenantId, personOf('ann').hostObjectId);
    const ids = answers.map(({ json }) => String(json['id']));
    for (const id of ids) await connector.messages.deliver(id);
    return ids;
  }
  /** What changed is told half a minute later. */
  const pass = () => clock.pass(31);
  return { ...api, callback, callbacks, secret, tick, hold, pass };
}

describe('callbacksHandler', () => {
  it('reads and writes nothing and says nothing while there is no callback', async () => {
    const asked: string[] = [];
    const { tick } = setUp(({ stores }) => ({
      stores: {
        ...stores,
        callbackRows: new Proxy(stores.callbackRows, {
          get: (_rows, name) => () => asked.push(String(name)),
        }),
      },
    }));
    expect(await tick()).toEqual({ error: undefined, lines: [] });
    expect(asked).toEqual([]);
  });

  it('sends nothing to this machine unless the connector is itself at home there, and raises an alarm', async () => {
    const { callbacks, callback, tick, pass, hold, signIn, clock, stores } = setUp();
    callbacks.push(callback);
    await signIn('ann');
    clock.pass(200);
    await tick();
    await hold(erp);
    pass();
    const { lines, error } = await tick();
    expect(error).toBeUndefined();
    expect(lineOf({ lines })).toMatchObject({
      function: 'callbacks',
      failed: 1,
      failing: [`${callback.hostTenantId}.erp not_public`],
      alarm: 'callback_refused',
    });
    expect(await stores.callbackRows.listDue(callback, new Date('2100-01-01'), 9)).toMatchObject([{ attempts: 1 }]);
  });

  it('says nothing of a run in which nothing happened, and throws what stopped one', async () => {
    const { callbacks, callback, tick } = setUp();
    callbacks.push(callback);
    expect(await tick()).toEqual({ error: undefined, lines: [] });
    const failure = new ConnectorError('storage_unavailable');
    const failing = setUp(() => ({ listCallbacks: () => Promise.reject(failure) }));
    const { error, lines } = await failing.tick();
    expect(error).toBe(failure);
    expect(lineOf({ lines })).toMatchObject({ outcome: 'storage_unavailable' });
  });
});

describe('createFeeds', () => {
  it('tells an application what becomes of its own messages and of senders, signed, and again after a failure', async () => {
    const { connector, callback, stores, secret, clock, send, hold, signIn, pass, config } = setUp();
    const told: { type: string; data: Record<string, unknown> }[] = [];
    const answer = { status: 200 };
    const runAll = createRunCallbacks({
      rows: stores.callbackRows,
      feeds: createFeeds(connector),
      secrets: { read: async () => ({ keys: [Buffer.from(secret.slice(6), 'base64')] }) },
      readToken: async () => undefined,
      audiences: [],
      async request({ body, headers }) {
        const signature = new Webhook(secret).sign(String(headers['webhook-id']), clock.now(), String(body));
        expect(headers['webhook-signature']).toBe(signature);
        if (answer.status === 200) told.push(JSON.parse(String(body)) as (typeof told)[number]);
        return { status: answer.status } as HttpAnswer;
      },
      now: clock.now,
      random: () => 0,
    });
    const run = async (count = 1) => {
      told.length = 0;
      for (let runs = 0; runs < count; runs++) {
        pass();
        await runAll([callback]);
      }
      return told.map(({ type, data }) => [type, data['id'], data['status']]);
    };
    await signIn('ann');
    await run();
    const [held = ''] = await hold(erp, otherApp);
    expect(await run()).toEqual([['message.held', held, 'held']]);
    const { hostObjectId } = personOf('ann');
    await signIn('ann');
    answer.status = 500;
    expect(await run()).toEqual([]);
    answer.status = 200;
    // The message is queued now, which is no event.
    expect(await run(2)).toEqual([['sender.connected', hostObjectId, 'connected']]);
    await connector.messages.deliver(held);
    expect(await run()).toEqual([['message.sent', held, 'sent']]);
    expect(told[0]?.data).toEqual({ id: held, status: 'sent', sender: hostObjectId });
    // What an answer has told is told by it alone.
    expect((await send()).json['status']).toBe('sent');
    expect(await run()).toEqual([]);
    expect(
      await createFeeds(connector).readMessage({ hostTenantId: config.hostTenantId, callerId: otherApp }, held),
    ).toBe(undefined);
  });
});
