import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { formatSender } from '../../../shared/sender.ts';
import { HINT_EARLY_SECONDS, RELEASED_AT_ONCE_MAX } from '../../../shared/waiting-limits.ts';
import { createOutboxFixture, token } from './outbox-fixture.ts';

/** Somebody who has never connected, under a name. */
function createUnknownSender() {
  const fixture = createOutboxFixture();
  const read = () => Promise.reject(new ConnectorError('consent_required', { cause: new ConnectorError('not_found') }));
  return Object.assign(fixture, {
    senderTokens: Object.assign(fixture.senderTokens, { read, bind: async () => ({ isConnected: false }) }),
  });
}

describe('a hint of a held message', () => {
  it('stays while its message may still come, so that the next connection finds it, and goes afterwards', async () => {
    const fixture = createOutboxFixture();
    const { sender, ...home } = token.grant;
    const target = formatSender(sender);
    await fixture.hints.put(target, { id: 'a'.repeat(32), at: fixture.now() });
    expect(await fixture.release({ sender, ...home }, [])).toBe(0);
    expect((await fixture.hints.list(target, 10)).hints).toHaveLength(1);
    fixture.clock.pass(HINT_EARLY_SECONDS);
    await fixture.release({ sender, ...home }, []);
    expect((await fixture.hints.list(target, 10)).hints).toEqual([]);
  });
});

describe('a hint that somebody else has put', () => {
  it('releases nothing for whom the message does not wait, and binds it to nobody', async () => {
    const fixture = createUnknownSender();
    const { message: held } = await fixture.submit({}, 'k');
    const sender = { ...token.grant.sender, hostObjectId: '00000b0e-0000-4000-8000-000000000009' };
    const other = { ...token.grant, sender };
    await fixture.hints.put(formatSender(sender), { id: held.id, at: held.createdAt });
    expect(await fixture.release(other, [])).toBe(0);
    const [stored] = await fixture.stored();
    expect([stored?.status, stored?.sender, stored?.account]).toEqual(['held', undefined, undefined]);
    expect((await fixture.hints.list(formatSender(sender), 10)).hints).toEqual([]);
  });

  it('does not keep those who wait from being released, however many there are', async () => {
    const fixture = createUnknownSender();
    const target = formatSender(token.grant.sender);
    const longAgo = new Date(fixture.now().getTime() - 86_400_000);
    for (let count = 0; count < RELEASED_AT_ONCE_MAX + 1; count++)
      await fixture.hints.put(target, { id: count.toString(16).padStart(32, '0'), at: longAgo });
    fixture.senderTokens.bind = async () => ({ sender: token.grant.sender, isConnected: false });
    await fixture.submit({}, 'k');
    expect(await fixture.release(token.grant, [])).toBe(1);
  });
});
