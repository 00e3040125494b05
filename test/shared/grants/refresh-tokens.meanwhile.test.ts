import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createOpenTokens } from '../../../shared/grants/sealed-tokens.ts';
import { otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

const second = 'access 1 of 00000a0e-0000-4000-8000-000000000001';
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

async function read() {
  const { grant, tokens } = await fixture.grants.read(ann);
  if (!grant || !tokens) throw new Error('There is no connection.');
  return { grant, tokens, opened: await createOpenTokens(fixture.vault)(grant, tokens.sealed) };
}
async function refresh() {
  const { grant, tokens, opened } = await read();
  return fixture.open().refreshTokens(grant, tokens, opened);
}

describe('createRefreshTokens, while the grant changes', () => {
  it('keeps what Entra gave when only the proofs of names were read again meanwhile, and those proofs too', async () => {
    const answer = fixture.entra.answer;
    let asked = 0;
    fixture.entra.answer = async (request) => {
      asked += 1;
      if (asked === 1) {
        fixture.clock.pass(60);
        await fixture.renewProofs(ann);
      }
      return answer(request);
    };
    const { tokens: before } = await read();
    const renewed = await refresh();
    const { tokens, opened } = await read();
    expect(tokens.etag).not.toBe(before.etag);
    expect([opened.accessToken, opened.cache]).toEqual([renewed.opened.accessToken, renewed.opened.cache]);
    expect(opened.accessToken).toBe(second);
    expect(opened.provenAt).toBe(fixture.now().getTime());
  });

  it('says why the person ended it, although the proofs of names were read again meanwhile', async () => {
    fixture.entra.answer = async () => {
      await fixture.renewProofs(ann);
      throw new ConnectorError('account_unavailable', { upstreamCode: 'AADSTS50057' });
    };
    await expect(refresh()).rejects.toMatchObject({ code: 'consent_required' });
    expect((await read()).grant).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'account_unavailable', upstreamCode: 'AADSTS50057' },
    });
  });

  it('gives out no token of a connection that a sign-in has contradicted meanwhile', async () => {
    const answer = fixture.entra.answer;
    fixture.entra.answer = async (request) => {
      await fixture.compareHomeAccount(ann, { homeTenantId: otherTenantId, homeObjectId: ann.hostObjectId });
      return answer(request);
    };
    await expect(refresh()).rejects.toMatchObject({ code: 'identity_changed' });
    expect(await fixture.readGrant(ann)).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'identity_changed' },
    });
  });

  it('keeps one place at the timer when the grant changes while a refusal is recorded', async () => {
    const { grant, tokens, opened } = await read();
    fixture.entra.answer = () =>
      Promise.reject(new ConnectorError('blocked_by_home_policy', { upstreamCode: 'AADSTS53003' }));
    await fixture.grants.replace({ ...grant, refreshFailures: 1 });
    await expect(fixture.refreshTokens(grant, tokens, opened)).rejects.toMatchObject({
      code: 'blocked_by_home_policy',
    });
    const recorded = (await read()).grant;
    expect(recorded).toMatchObject({ problem: { code: 'blocked_by_home_policy' }, refreshFailures: 1 });
    const entries = await fixture.due.list('refresh', new Date('2100-01-01'), 99);
    expect(entries.map(({ at }) => at)).toEqual([recorded.refreshDueAt]);
  });

  it('leaves it to Exchange whether the mailbox is there', async () => {
    const problem = { code: 'mailbox_not_found' } as const;
    await fixture.grants.replace({ ...(await read()).grant, problem });
    expect((await refresh()).grant).toMatchObject({ status: 'connected', problem });
    await fixture.grants.replace({ ...(await read()).grant, problem: { code: 'blocked_by_home_policy' } });
    expect((await refresh()).grant).not.toHaveProperty('problem');
  });
});
