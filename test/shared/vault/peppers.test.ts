import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { PEPPER_CACHE_SECONDS } from '../../../shared/limits.ts';
import { createPeppers } from '../../../shared/vault/peppers.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { isRefusal } from './envelope-samples.ts';

function setUp(secrets: Record<string, string>, names = Object.keys(secrets)) {
  const clock = createManualClock();
  const reads: string[] = [];
  const readSecret = async (name: string) => {
    reads.push(name);
    const secret = secrets[name];
    if (secret === undefined) throw new ConnectorError('vault_unavailable');
    return secret;
  };
  return { clock, reads, secrets, peppers: createPeppers({ readSecret, names, now: clock.now }) };
}

const first = Buffer.alloc(32, 1);
const second = Buffer.alloc(48, 2);
const both = () => setUp({ 'pepper-1': first.toString('base64'), 'pepper-2': second.toString('base64') });

describe('createPeppers', () => {
  it('writes with the last and reads any by its position', async () => {
    const { peppers } = both();
    const { id, pepper } = await peppers.current();
    expect([id, Buffer.from(pepper).equals(second)]).toEqual([1, true]);
    expect(Buffer.from(await peppers.read(0)).equals(first)).toBe(true);
  });

  it('refuses a position that is not configured, without asking', async () => {
    const { peppers, reads } = both();
    for (const id of [2, 255, -1, 0.5]) await expect(peppers.read(id)).rejects.toSatisfy(isRefusal);
    expect(reads).toEqual([]);
  });

  it('reads a secret once for its lifetime, also for a hundred at once', async () => {
    const { peppers, reads, clock } = both();
    await Promise.all(Array.from({ length: 100 }, () => peppers.current()));
    clock.pass(PEPPER_CACHE_SECONDS - 1);
    await peppers.read(1);
    expect(reads).toEqual(['pepper-2']);
    clock.pass(1);
    await peppers.read(1);
    expect(reads).toEqual(['pepper-2', 'pepper-2']);
  });

  it('does not keep a failure', async () => {
    const { peppers, secrets } = setUp({}, ['pepper-1']);
    await expect(peppers.current()).rejects.toMatchObject({ code: 'vault_unavailable' });
    secrets['pepper-1'] = first.toString('base64');
    expect((await peppers.current()).id).toBe(0);
  });

  it.each([
    ['too few bytes', Buffer.alloc(31, 1).toString('base64')],
    ['no base64', 'a pepper that somebody typed in by hand, of any length'],
    ['base64url', Buffer.alloc(33, 0xff).toString('base64url')],
    ['no padding', first.toString('base64').replaceAll('=', '')],
    ['too much padding', `${second.toString('base64')}==`],
    ['a line end', `${first.toString('base64')}\n`],
    ['a line break', `${first.toString('base64').slice(0, 20)}\n${first.toString('base64').slice(20)}`],
    ['bits that are thrown away', `${'A'.repeat(42)}B=`],
    ['nothing', ''],
  ])('refuses a secret with %s and says which one', async (_name, secret) => {
    const { peppers } = setUp({ 'token-pepper': secret });
    const error = await peppers.current().catch((thrown: unknown) => thrown as ConnectorError);
    expect(error).toMatchObject({ code: 'vault_access_refused' });
    const { message } = (error as ConnectorError).cause as Error;
    expect(message).toContain('TOKEN_PEPPER_NAME');
    expect(message).toContain('token-pepper');
    if (secret) expect(message).not.toContain(secret.slice(0, 10));
  });
});
