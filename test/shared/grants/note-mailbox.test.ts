import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { hostTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

const gone = { code: 'mailbox_not_found' } as const;
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

describe('createNoteMailbox', () => {
  const read = () => fixture.accessTokens.read(hostTenantId, ann.hostObjectId);
  const problemOf = async () => (await fixture.readGrant(ann)).problem?.code;

  it('asks nobody while the grant says the same', async () => {
    await fixture.accessTokens.noteMailbox(await read());
    expect(fixture.graph.reads).toEqual([]);
    fixture.graph.probe = { kind: 'missing' };
    await fixture.renewProofs(ann);
    await fixture.accessTokens.noteMailbox(await read(), gone);
    expect(fixture.graph.reads).toHaveLength(1);
  });

  it('records that the mailbox is gone once Exchange confirms it, and that it is there again', async () => {
    await fixture.accessTokens.noteMailbox(await read(), gone);
    expect(await problemOf()).toBeUndefined();
    fixture.graph.probe = { kind: 'missing' };
    await fixture.accessTokens.noteMailbox(await read(), gone);
    expect(await problemOf()).toBe('mailbox_not_found');
    fixture.graph.probe = { kind: 'exists' };
    await fixture.accessTokens.noteMailbox(await read());
    expect(await problemOf()).toBeUndefined();
  });

  it('records it again after the token for the send was refreshed', async () => {
    fixture.graph.probe = { kind: 'missing' };
    await fixture.renewProofs(ann);
    fixture.clock.pass(3600);
    await fixture.accessTokens.noteMailbox(await read(), gone);
    expect(await problemOf()).toBe('mailbox_not_found');
  });

  it.each(['mailbox_on_premises', 'mailbox_blocked', 'mailbox_full', 'access_denied'] as const)(
    'records %s by itself, until a message is taken',
    async (code) => {
      const refusal = { code, graphCode: 'ErrorSomething' };
      await fixture.accessTokens.noteMailbox(await read(), refusal);
      expect((await fixture.readGrant(ann)).problem).toMatchObject({ code, upstreamCode: 'ErrorSomething' });
      const { etag } = await fixture.readGrant(ann);
      await fixture.accessTokens.noteMailbox(await read(), refusal);
      expect((await fixture.readGrant(ann)).etag).toBe(etag);
      // A renewed token says nothing of the mailbox.
      fixture.clock.pass(3600);
      await read();
      expect(await problemOf()).toBe(code);
      await fixture.accessTokens.noteMailbox(await read());
      expect(await problemOf()).toBeUndefined();
      expect(fixture.graph.reads).toEqual([]);
    },
  );

  it.each(['message_refused', 'invalid_recipients', 'mailbox_throttled', 'sending_limit_reached'] as const)(
    'records nothing of %s, which is about the message or passes',
    async (code) => {
      await fixture.accessTokens.noteMailbox(await read(), { code });
      expect(await problemOf()).toBeUndefined();
    },
  );

  it('leaves a problem of another kind to those who can tell that it is over', async () => {
    const problem = { code: 'blocked_by_home_policy' } as const;
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), problem });
    await fixture.accessTokens.noteMailbox(await read());
    expect(await problemOf()).toBe('blocked_by_home_policy');
  });

  it.each(['before', 'after'] as const)(
    'keeps what a policy that came %s it hides, until a message is taken',
    async (order) => {
      const { answer } = fixture.entra;
      const refuse = async () => {
        fixture.entra.answer = () => Promise.reject(new ConnectorError('blocked_by_home_policy'));
        const { grant, tokens } = await fixture.grants.read(ann);
        if (!grant || !tokens) throw new Error('Nobody is connected.');
        await fixture.refreshTokens(grant, tokens, fixture.tokensOf(1)).catch(() => undefined);
      };
      const token = await read();
      if (order === 'before') await refuse();
      await fixture.accessTokens.noteMailbox(token, { code: 'mailbox_full' });
      if (order === 'after') await refuse();
      expect((await fixture.readGrant(ann)).problem).toMatchObject({
        code: 'blocked_by_home_policy',
        ofMailbox: { code: 'mailbox_full' },
      });
      fixture.entra.answer = answer;
      fixture.clock.pass(1.1 * 24 * 3600);
      expect((await read()).grant.problem?.code).toBe('mailbox_full');
      await fixture.accessTokens.noteMailbox(await read());
      expect(await problemOf()).toBeUndefined();
    },
  );

  it('takes the problem of the mailbox away from beneath a policy', async () => {
    const problem = { code: 'blocked_by_home_policy', ofMailbox: { code: 'mailbox_full' } } as const;
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), problem });
    await fixture.accessTokens.noteMailbox(await read());
    expect((await fixture.readGrant(ann)).problem).toEqual({ code: 'blocked_by_home_policy' });
  });

  it('records nothing on a connection that is not the one that sent', async () => {
    const token = await read();
    await fixture.connectPerson(1);
    await fixture.accessTokens.noteMailbox(token, { code: 'mailbox_blocked' });
    expect(await problemOf()).toBeUndefined();
  });

  it('fails for nobody but a bug', async () => {
    const token = await read();
    fixture.graph.readProfile = () => Promise.reject(new ConnectorError('graph_unavailable'));
    await expect(fixture.accessTokens.noteMailbox(token, gone)).resolves.toBeUndefined();
    fixture.graph.readProfile = () => Promise.reject(new TypeError('a bug'));
    await expect(fixture.accessTokens.noteMailbox(token, gone)).rejects.toThrow(TypeError);
  });
});
