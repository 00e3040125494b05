/**
 * Everything the app does with its resources, once: connect, send, renew, refresh, say that it is ready, rotate the
 * key, sweep, disconnect. Stops at the first step that does not hold.
 */
import { inspect } from 'node:util';
import { expect } from 'vitest';
import { strict, submission, type App } from './app.ts';

const KEY_VERSIONS_MAX = 1;

/** Runs the journey; undefined, or the step that failed and why. `keyName` is the key that writes. */
export async function findBrokenStep(app: App, keyName: string): Promise<string | undefined> {
  const ann = app.senderOf('ann');
  const send = (subject: string) => app.call('POST', '/send', { body: submission(ann, subject), headers: strict });
  const steps: [name: string, run: () => Promise<void>][] = [
    ['connect', async () => void (await app.connect('ann'))],
    [
      'send',
      async () => {
        const { status, json } = await send('sent');
        expect([status, json['status']]).toEqual([200, 'sent']);
        expect((await app.call('GET', `/messages/${String(json['id'])}`)).status).toBe(200);
        expect((await app.call('GET', `/senders/${ann}`)).json['status']).toBe('connected');
      },
    ],
    [
      'renew the tokens',
      async () => {
        const body = { error: { code: 'InvalidAuthenticationToken' } };
        app.stack.graph.faults.add({ path: '/sendMail', action: { kind: 'answer', status: 401, body } });
        expect((await send('renewed')).status).toBe(200);
      },
    ],
    ['refresh', async () => expect(await app.runTimer('refresh')).toMatchObject({ outcome: 'ok' })],
    [
      'be ready',
      async () => {
        // Azure runs it every five minutes.
        await app.runTimer('sweep');
        const { clientId } = app.stack.registrations.operator;
        const { json, status } = await app.call('GET', '/health/ready', { as: clientId });
        const bad = (json['checks'] as { ok: boolean }[] | undefined)?.filter(({ ok }) => !ok);
        expect([status, bad]).toEqual([200, []]);
      },
    ],
    [
      'rotate the key and sweep',
      async () => {
        const version = await app.stack.keyVault.rotateKey(keyName);
        // A key is remembered for an hour; a restart looks again.
        await app.restartHost();
        const swept = await app.runTimer('sweep');
        expect(swept).toMatchObject({ outcome: 'ok', rewrapped: 1 });
        expect(swept).not.toHaveProperty('notMeasured');
        const counts = Object.entries(swept['keyVersions'] as Record<string, number>).filter(([, count]) => count > 0);
        expect(counts).toHaveLength(KEY_VERSIONS_MAX);
        expect(counts[0]?.[0]).toContain(version);
        expect((await send('under the new key')).status).toBe(200);
      },
    ],
    [
      'disconnect',
      async () => {
        expect((await app.call('DELETE', `/senders/${ann}`)).status).toBeLessThan(300);
        expect((await send('after the end')).json['code']).toBe('consent_required');
      },
    ],
  ];
  for (const [name, run] of steps) {
    try {
      await run();
    } catch (error) {
      return `${name}: ${inspect(error)}`;
    }
  }
  return undefined;
}
