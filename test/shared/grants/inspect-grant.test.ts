import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createInspectGrant } from '../../../shared/grants/inspect-grant.ts';
import { registrations, tenant } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});
/** What is shown, and what is stored afterwards. */
async function inspect(instance = fixture.open()) {
  const { grant: found, tokens } = await fixture.grants.read(ann);
  if (!found) throw new Error('There is no connection.');
  const { grant } = await instance.inspectGrant({ grant: found, ...(tokens && { tokens }) });
  const { status, problem } = await fixture.readGrant(ann);
  return { shown: [grant.status, grant.problem?.code], stored: [status, problem?.code] };
}

describe('createInspectGrant', () => {
  it('shows a connection that can send as it is', async () => {
    expect(await inspect()).toEqual({ shown: ['connected', undefined], stored: ['connected', undefined] });
    expect(fixture.entra.refreshes).toEqual([]);
  });

  it('shows what has ended as it is', async () => {
    await fixture.disconnect(ann);
    expect((await inspect()).shown).toEqual(['disconnected', undefined]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['tokens', () => fixture.grants.removeTokens(ann, 2)],
    ['key', () => fixture.dataKeys.remove(ann)],
  ])('shows that the %s is gone, and whoever looks has written it', async (_what, remove) => {
    await remove();
    const ended = ['reconsent_required', 'consent_required'];
    expect(await inspect()).toEqual({ shown: ended, stored: ended });
  });

  it('shows that a record is refused until it opens again', async () => {
    const { tokens } = await fixture.grants.read(ann);
    if (!tokens) throw new Error('There are no tokens.');
    await fixture.grants.replaceTokens(ann, { ...tokens, sealed: new Uint8Array([1, 1]) });
    const refused = ['connected', 'sealed_record_refused'];
    expect(await inspect()).toEqual({ shown: refused, stored: refused });
    const { tokens: damaged } = await fixture.grants.read(ann);
    await fixture.grants.replaceTokens(ann, { ...damaged!, sealed: tokens.sealed });
    expect(await inspect()).toEqual({ shown: ['connected', undefined], stored: ['connected', undefined] });
  });

  it('shows what passes without writing it', async () => {
    const { inspectGrant: _real, ...rest } = fixture.open();
    const openGrant = () => Promise.reject(new ConnectorError('vault_unavailable'));
    const inspectGrant = createInspectGrant({
      openGrant,
      restorePlace: async () => undefined,
      judge: async (grant) => grant,
      registrations,
      now: fixture.clock.now,
    });
    expect(await inspect({ ...rest, inspectGrant })).toEqual({
      shown: ['connected', 'vault_unavailable'],
      stored: ['connected', undefined],
    });
  });

  it('shows that a setting keeps the sender from sending, and nothing of it once the setting is taken back', async () => {
    fixture.served.tenant = { ...tenant, allowedHomeTenants: ['a0274317-0000-4000-8000-000000000003'] };
    expect((await inspect()).shown).toEqual(['connected', 'home_tenant_not_allowed']);
    fixture.served.tenant = tenant;
    const withoutClient = fixture.open({}, { ...registrations, read: async () => undefined });
    expect((await inspect(withoutClient)).shown).toEqual(['connected', 'registration_changed']);
    expect(await inspect()).toEqual({ shown: ['connected', undefined], stored: ['connected', undefined] });
  });

  it('shows a problem that was written before', async () => {
    const problem = { code: 'blocked_by_home_policy' as const };
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), problem });
    expect((await inspect()).shown).toEqual(['connected', 'blocked_by_home_policy']);
  });

  it('shows that the refresh token has ended unused, which only Entra can confirm', async () => {
    fixture.clock.pass(90 * 24 * 3600 - 1);
    expect((await inspect()).shown).toEqual(['connected', undefined]);
    fixture.clock.pass(1);
    expect(await inspect()).toEqual({
      shown: ['connected', 'consent_required'],
      stored: ['connected', undefined],
    });
  });
});
