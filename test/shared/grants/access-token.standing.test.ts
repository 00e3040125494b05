import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Grant } from '../../../shared/grants/grant.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { STANDING_REFUSAL_SECONDS } from '../../../shared/limits.ts';
import { hostTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});
const change = async (changes: Partial<Grant>) =>
  fixture.grants.replace({ ...(await fixture.readGrant(ann)), ...changes });
const refusedBy = (code: ErrorCode) => () => Promise.reject(new ConnectorError(code));

describe('AccessTokens.read, after a refusal that others have to undo', () => {
  const hours = (count: number) => fixture.clock.pass(count * 3600);
  const { hostObjectId } = ann;
  const lookFor = async (days: number, timer: () => Promise<unknown>) => {
    for (let look = 0; look < days * 6; look++) {
      for (let message = 0; message < 3; message++) await fixture.accessTokenOf(hostObjectId, 'patient');
      hours(4);
      await timer();
    }
  };
  const block = async (code: ErrorCode = 'blocked_by_home_policy') => {
    const { answer } = fixture.entra;
    fixture.entra.answer = refusedBy(code);
    hours(1);
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toBe(code);
    return () => (fixture.entra.answer = answer);
  };

  it.each<[string, ErrorCode, () => Promise<unknown>]>([
    ['beside the timer', 'blocked_by_home_policy', () => fixture.refreshGrants()],
    ['beside the timer', 'assignment_required', () => fixture.refreshGrants()],
    ['while the timer stands still', 'home_tenant_blocked', async () => {}],
    ['while the timer stands still', 'host_tenant_refused', async () => {}],
  ])('asks Entra once a day, however many messages wait, %s, and says %s until then', async (_when, code, timer) => {
    await block(code);
    await lookFor(5, timer);
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toBe(code);
    expect(fixture.entra.refreshes.length).toBeGreaterThanOrEqual(5);
    expect(fixture.entra.refreshes.length).toBeLessThanOrEqual(6);
    expect((await fixture.due.list('refresh', new Date(8e14), 10)).length).toBe(1);
  });

  it('asks Entra as often as before after what passes by itself', async () => {
    await block('entra_unavailable');
    for (const code of ['entra_unavailable', 'refusal_unconfirmed'] as const) {
      fixture.entra.answer = refusedBy(code);
      const before = fixture.entra.refreshes.length;
      for (const _again of [1, 2]) expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toBe(code);
      expect(fixture.entra.refreshes.length).toBe(before + 2);
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the person connects anew', async () => (await fixture.disconnect(ann), fixture.connectPerson(1))],
    ['the person signs in to the own page', () => fixture.renewProofs(ann)],
    ['the timer asks', async () => (fixture.clock.pass(26.4 * 3600 - 1), fixture.refreshGrants())],
    ['the time of the timer has come', async () => fixture.clock.pass(26.4 * 3600)],
  ])('gives a token as soon as %s', async (_what, act) => {
    const undo = await block();
    undo();
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toBe('blocked_by_home_policy');
    await act();
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toMatch(/^access \d of/);
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
  });

  it('asks where the place at the timer is no retry, or a refresh has succeeded since', async () => {
    const undo = await block();
    undo();
    await change({ refreshDueAt: new Date(fixture.now().getTime() + 26.5 * 3_600_000) });
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toMatch(/^access \d of/);
    await block();
    undo();
    const { tokens } = await fixture.grants.read(ann);
    if (!tokens) throw new Error('There are no tokens.');
    hours(1);
    await fixture.grants.replaceTokens(ann, { ...tokens, refreshedAt: fixture.now() });
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toMatch(/^access \d of/);
  });

  it('asks anew for a caller who waits, once in five minutes in each process', async () => {
    const undo = await block();
    const before = fixture.entra.refreshes.length;
    for (const _again of [1, 2, 3]) expect(await fixture.accessTokenOf(hostObjectId)).toBe('blocked_by_home_policy');
    expect(fixture.entra.refreshes.length).toBe(before);
    fixture.clock.pass(STANDING_REFUSAL_SECONDS);
    expect(await fixture.accessTokenOf(hostObjectId)).toBe('blocked_by_home_policy');
    expect(fixture.entra.refreshes.length).toBe(before + 1);
    undo();
    expect(await fixture.accessTokenOf(hostObjectId)).toBe('blocked_by_home_policy');
    fixture.clock.pass(STANDING_REFUSAL_SECONDS);
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toBe('blocked_by_home_policy');
    expect(await fixture.accessTokenOf(hostObjectId)).toMatch(/^access \d of/);
  });

  it('asks nobody when Graph refuses a token that the policy keeps from being renewed', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, ann.hostObjectId);
    await block();
    await expect(fixture.accessTokens.renew(token, '{}')).rejects.toMatchObject({ code: 'blocked_by_home_policy' });
    expect(fixture.entra.refreshes.length).toBe(1);
  });

  it('asks again within two hours when an outage keeps it from learning that a policy is gone', async () => {
    const undo = await block();
    fixture.entra.answer = refusedBy('entra_unavailable');
    hours(26.4);
    await fixture.refreshGrants();
    undo();
    expect(await fixture.accessTokenOf(hostObjectId, 'patient')).toBe('blocked_by_home_policy');
    hours(2);
    expect(await fixture.refreshGrants()).toMatchObject({ refreshed: 1 });
    expect((await fixture.due.list('refresh', new Date(8e14), 10)).length).toBe(1);
  });
});
