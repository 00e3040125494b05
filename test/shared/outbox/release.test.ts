import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { HELD_LOOK_SECONDS } from '../../../shared/waiting-limits.ts';
import { validBody } from '../submission/submission-sample.ts';
import { account, createOutboxFixture, token } from './outbox-fixture.ts';
import { ann, createWaitingFixture, otherAccount } from './waiting-people.ts';

const { sender: name } = validBody;

/** Somebody who has never connected, under a name. */
function createUnknownSender() {
  const fixture = createOutboxFixture();
  const read = () => Promise.reject(new ConnectorError('consent_required'));
  Object.assign(fixture.senderTokens, { read, bind: async () => ({ isConnected: false }) });
  return fixture;
}

describe('a message that is held for somebody who never connected', () => {
  it.each(['released', 'found by the sweep'])(
    'leaves as the account for which it was %s, or not at all',
    async (how) => {
      const fixture = createUnknownSender();
      await fixture.submit({}, 'k');
      const { read } = createOutboxFixture().senderTokens;
      fixture.senderTokens.read = read;
      if (how === 'released') await fixture.release(token.grant, [name]);
      else {
        fixture.clock.pass(HELD_LOOK_SECONDS + 1);
        await fixture.sweep();
      }
      expect((await fixture.stored())[0]).toMatchObject({ status: 'queued', sender: token.grant.sender, account });
      const other = { ...token.grant, homeObjectId: '00000a0e-0000-4000-8000-000000000009' };
      fixture.senderTokens.read = async () => ({ ...token, grant: other });
      await fixture.work();
      expect((await fixture.stored())[0]).toMatchObject({
        status: 'held',
        error: { code: 'identity_changed' },
        account,
      });
      await fixture.release(other, [name]);
      await fixture.work();
      expect((await fixture.stored())[0]).toMatchObject({ status: 'held', account });
      expect(fixture.events).toEqual([]);
    },
  );

  it('expires when its time is over, and not when it is looked at next', async () => {
    const fixture = createUnknownSender();
    const expiresAt = new Date(fixture.clock.now().getTime() + 60_000).toISOString();
    await fixture.submit({ expiresAt }, 'k');
    fixture.clock.pass(60);
    expect(await fixture.sweep()).toMatchObject({ expired: 1 });
    expect((await fixture.stored())[0]?.status).toBe('expired');
  });
});

describe('createRelease', () => {
  it('counts only what is for the account that has connected', async () => {
    const { release, submitHeld } = createWaitingFixture();
    await submitHeld({ sender: ann, account });
    await submitHeld();
    expect(await release({ sender: ann, ...otherAccount }, [])).toBe(1);
  });
});
