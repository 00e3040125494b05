import { randomBytes } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { describe, expect, it } from 'vitest';
import { createSigningSecrets, parseSigningSecret } from '../../../shared/callers/signing-secrets.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const key = randomBytes(32);
const base64 = key.toString('base64');

describe('parseSigningSecret', () => {
  it.each([
    ['bare base64', base64],
    ['with whsec_', `whsec_${base64}`],
    ['without padding', base64.replace(/=+$/, '')],
    ['whsec_ without padding', `whsec_${base64.replace(/=+$/, '')}`],
    ['with the line break of a file', `whsec_${base64}\n`],
    ['with that of Windows', `${base64}\r\n`],
  ])('reads %s', (_, text) => {
    expect(parseSigningSecret(text)).toEqual(key);
  });

  it.each([24, 25, 26, 48, 63, 64])('reads %i bytes as both packages do', (bytes) => {
    const secret = `whsec_${randomBytes(bytes).toString('base64')}`;
    const own = parseSigningSecret(secret)!;
    expect(own.length).toBe(bytes);
    const at = new Date(1_790_000_000_000);
    expect(new StandardWebhook(secret).sign('a', at, '{}')).toBe(
      new StandardWebhook(own.toString('base64')).sign('a', at, '{}'),
    );
    expect(new Svix(secret).sign('a', at, '{}')).toBe(new StandardWebhook(secret).sign('a', at, '{}'));
  });

  it.each([
    ['nothing', ''],
    ['the prefix alone', 'whsec_'],
    ['23 bytes', randomBytes(23).toString('base64')],
    ['65 bytes', randomBytes(65).toString('base64')],
    ['one byte', 'whsec_AA=='],
    ['base64url', `${'-_'.repeat(21)}A`],
    ['a blank', `${base64.slice(0, 10)} ${base64.slice(10)}`],
    ['a blank before it', ` ${base64}`],
    ['two line breaks', `${base64}\n\n`],
    ['a line break within', `${base64.slice(0, 10)}\n${base64.slice(10)}`],
    ['too much padding', `${base64}=`],
    ['padding that nothing needs', `${randomBytes(33).toString('base64')}==`],
    ['the prefix within', `${base64.slice(0, 12)}whsec_${base64.slice(12)}`],
    ['padding within', `${base64}${base64}`],
    ['a length that no bytes have', 'A'.repeat(41)],
    ['another prefix', `whsk_${base64}`],
    ['the prefix twice', `whsec_whsec_${base64}`],
    ['the prefix in capitals', `WHSEC_${base64}`],
    ['a text', 'correct horse battery staple, and more words'],
  ])('refuses %s', (_, text) => {
    expect(parseSigningSecret(text)).toBeUndefined();
  });
});

describe('createSigningSecrets', () => {
  function setUp() {
    const clock = createManualClock();
    const texts = new Map<string, string>();
    const reads: string[] = [];
    const secrets = createSigningSecrets({
      async readSecret(name) {
        reads.push(name);
        const text = texts.get(name);
        if (text === undefined) throw new ConnectorError('vault_unavailable');
        return text;
      },
      now: clock.now,
    });
    return { clock, texts, reads, secrets };
  }

  it('asks the vault once in five minutes, however often it is asked', async () => {
    const { clock, texts, reads, secrets } = setUp();
    texts.set('one', base64);
    for (let count = 0; count < 3; count++) expect(await secrets.read(['one'])).toEqual({ keys: [key] });
    clock.pass(299);
    await secrets.read(['one']);
    expect(reads).toEqual(['one']);
    clock.pass(1);
    await secrets.read(['one']);
    expect(reads).toEqual(['one', 'one']);
  });

  it('gives what can be read, and the failure of what cannot', async () => {
    const { texts, secrets } = setUp();
    texts.set('two', base64).set('short', 'AAAA');
    expect(await secrets.read(['one', 'two'])).toMatchObject({ keys: [key], failure: { code: 'vault_unavailable' } });
    expect(await secrets.read(['short'])).toMatchObject({
      keys: [],
      failure: { code: 'vault_access_refused', cause: { message: expect.stringContaining('short') as string } },
    });
  });

  it('reads what failed again after a minute, not before', async () => {
    const { clock, texts, reads, secrets } = setUp();
    await secrets.read(['one']);
    texts.set('one', base64);
    clock.pass(59);
    expect((await secrets.read(['one'])).keys).toEqual([]);
    clock.pass(1);
    expect(await secrets.read(['one'])).toEqual({ keys: [key] });
    expect(reads).toHaveLength(2);
  });

  it('reads again what fitted nothing, at most once a minute', async () => {
    const { clock, texts, reads, secrets } = setUp();
    const next = randomBytes(24);
    texts.set('one', base64);
    await secrets.read(['one']);
    texts.set('one', next.toString('base64'));
    expect(await secrets.readAgain(['one'])).toBeUndefined();
    clock.pass(60);
    const again = await Promise.all([secrets.readAgain(['one']), secrets.readAgain(['one'])]);
    expect(again[0]).toEqual({ keys: [next] });
    expect(await secrets.readAgain(['one'])).toBeUndefined();
    expect(reads).toHaveLength(2);
    expect(await secrets.readAgain(['never read'])).toBeUndefined();
  });

  it('throws on what is no answer of the vault', async () => {
    const secrets = createSigningSecrets({
      readSecret: async () => {
        throw new TypeError('a bug');
      },
      now: () => new Date(),
    });
    await expect(secrets.read(['one'])).rejects.toThrow('a bug');
  });
});
