/**
 * A connection that cannot send is never shown as one that can, whoever finds that out, and only the operator's problems raise an
 * alarm: one.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { readConnection, spoilRow } from '../browser/stored.ts';
import { startApp, strict, submission } from './app.ts';

const app = await startApp();
afterAll(() => app.close());

const status = async (key: string) => (await app.call('GET', `/senders/${app.senderOf(key)}`)).json;
const send = (key: string) =>
  app.call('POST', '/send', { body: submission(app.senderOf(key), `from ${key}`), headers: strict });
const alarms = () => app.host.lines.flatMap((line) => [...line.matchAll(/ alarm=(\w+)/g)].map(([, code]) => code));
/** The row of a person under this table and start of the key. */
async function rowOf(key: string, start: string) {
  const rows = Object.entries(await readConnection(app, key));
  const [, row] = rows.find(([name]) => name.startsWith(start)) ?? [];
  if (!row) throw new Error(`${key} has no row ${start}.`);
  return row;
}

describe('a connection', () => {
  it.each([
    ['ann', 'keys', 'keys/'],
    ['ben', 'grants', 'grants/tokens-'],
  ])('of %s whose row in %s is gone has ended, as soon as somebody looks', async (key, table, start) => {
    await app.connect(key);
    expect(await status(key)).toMatchObject({ status: 'connected' });
    await spoilRow(app, table, await rowOf(key, start));
    // A process that does not remember the key.
    await app.restartHost();
    expect(await status(key)).toMatchObject({ status: 'reconsent_required', problem: { code: 'consent_required' } });
    const refused = await send(key);
    expect([refused.status, refused.json['code'], refused.json['consentUrl']]).toEqual([
      409,
      'consent_required',
      `${app.publicUrl}/authorize`,
    ]);
    await app.connect(key);
    expect(await status(key)).not.toHaveProperty('problem');
    expect((await send(key)).status).toBe(200);
  });

  it('whose record is refused says so, raises one alarm, and asks nobody to wait', async () => {
    await app.restartHost();
    const row = await rowOf('ann', 'grants/tokens-');
    const sealed = String(row['sealed']);
    const spoilt = Buffer.from(sealed, 'base64').map((byte, index) => (index === 200 ? byte ^ 1 : byte));
    const write = (value: string) => spoilRow(app, 'grants', row, { sealed: value, 'sealed@odata.type': 'Edm.Binary' });
    await write(Buffer.from(spoilt).toString('base64'));
    const refused = [await send('ann'), await send('ann'), await send('ann')];
    expect(refused.map(({ status: code, headers }) => [code, headers.get('retry-after')])).toEqual([
      [503, null],
      [503, null],
      [503, null],
    ]);
    expect(alarms()).toEqual(['sealed_record_refused']);
    expect(await status('ann')).toMatchObject({ status: 'connected', problem: { code: 'sealed_record_refused' } });
    await write(sealed);
    expect((await send('ann')).status).toBe(200);
    expect(await status('ann')).not.toHaveProperty('problem');
  });

  it('of an app registration that is not configured any more asks for a new one, and heals with the setting', async () => {
    const former = app.stack.environment['ENTRA_CLIENT_ID'] ?? '';
    const changed = former.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    await app.restartHost({ ENTRA_CLIENT_ID: changed });
    expect(await status('ann')).toMatchObject({
      status: 'connected',
      problem: { code: 'registration_changed', who: 'person' },
    });
    await app.restartHost();
    expect(await status('ann')).not.toHaveProperty('problem');
    expect((await send('ann')).status).toBe(200);
  });
});
