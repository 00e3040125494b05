import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { TIMER_BATCH_MAX } from '../../../shared/limits.ts';
import { movePlace } from '../../../shared/grants/move-place.ts';
import { failAt, Killed } from './failing-writes.ts';
import { otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture, senderOf } from './grants-fixture.ts';

const daySeconds = 24 * 3600;
const nothing = { refreshed: 0, rescheduled: 0, ended: 0, failed: 0, failures: {} };
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});
const dueAt = (days: number) =>
  fixture.due.list('refresh', new Date(fixture.now().getTime() + days * daySeconds * 1000), 1_000);
const refuse = (code: ErrorCode) => (fixture.entra.answer = () => Promise.reject(new ConnectorError(code)));

/** The place of a connected grant in the index must never be lost, and there is only one. */
async function expectPlace(): Promise<void> {
  const grant = await fixture.readGrant(ann);
  const entries = await dueAt(40);
  expect(entries).toContainEqual({
    kind: 'refresh',
    at: grant.refreshDueAt,
    sender: ann,
    generation: grant.generation,
  });
  expect(entries.length).toBe(1);
}

describe('createRefreshGrants', () => {
  it('does nothing before a grant is due', async () => {
    fixture.clock.pass(26 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual(nothing);
    expect(fixture.entra.refreshes).toEqual([]);
  });

  it('renews an idle grant within 30 days and gives it its next place', async () => {
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect((await fixture.grants.read(ann)).tokens?.refreshedAt).toEqual(fixture.now());
    await expectPlace();
    expect(await fixture.refreshGrants()).toEqual(nothing);
  });

  it('asks nothing for a home tenant that is not allowed, keeps the grant, and renews it once it is allowed again', async () => {
    const { tenant } = fixture.served;
    fixture.served.tenant = tenant && { ...tenant, allowedHomeTenants: [otherTenantId] };
    fixture.clock.pass(30 * daySeconds);
    const failures = { home_tenant_not_allowed: 1 };
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, failed: 1, failures });
    expect(fixture.entra.refreshes).toEqual([]);
    expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected' });
    await expectPlace();
    fixture.served.tenant = tenant;
    fixture.clock.pass(2 * 3600);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
  });

  it('reads the proofs again also of a grant whose tokens a send has refreshed', async () => {
    fixture.clock.pass(29 * daySeconds);
    await fixture.accessTokenOf(ann.hostObjectId);
    fixture.clock.pass(daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect(fixture.graph.reads.length).toBe(1);
    expect((await fixture.readGrant(ann)).namesProvenAt).toEqual(fixture.now());
    await expectPlace();
  });

  it('records that a mailbox is gone, looks daily, and is content once it is there again', async () => {
    fixture.graph.probe = { kind: 'missing', code: 'ErrorMailboxNotFound' };
    fixture.clock.pass(30 * daySeconds);
    const failures = { mailbox_not_found: 1 };
    for (const _day of [1, 2]) {
      expect(await fixture.refreshGrants()).toEqual({ ...nothing, failed: 1, failures });
      expect(await fixture.readGrant(ann)).toMatchObject({
        status: 'connected',
        problem: { code: 'mailbox_not_found', upstreamCode: 'ErrorMailboxNotFound' },
      });
      await expectPlace();
      fixture.clock.pass(27 * 3600);
    }
    fixture.graph.probe = { kind: 'exists' };
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    await expectPlace();
  });

  it('asks again, and counts a failure, while Exchange is unclear or Graph does not answer', async () => {
    fixture.graph.probe = { kind: 'unclear' };
    fixture.clock.pass(30 * daySeconds);
    const failed = { ...nothing, failed: 1, failures: { graph_unavailable: 1 } };
    expect(await fixture.refreshGrants()).toEqual(failed);
    fixture.graph.readProfile = () => Promise.reject(new ConnectorError('graph_unavailable'));
    fixture.clock.pass(2 * 3600);
    expect(await fixture.refreshGrants()).toEqual(failed);
    await expectPlace();
    expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected', refreshFailures: 2 });
  });

  it('asks again after an hour about a mailbox that was connected while Exchange was unclear', async () => {
    await fixture.connectPerson(2, { addresses: [], provenAt: undefined as never });
    expect((await fixture.readGrant(senderOf(2))).names).toEqual([]);
    fixture.clock.pass(2 * 3600);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect(await fixture.accessTokenOf('person2@fabrikam.com')).toMatch(/000002$/);
  });

  it('comes across senders whose address another home tenant contests, also while Exchange is unclear', async () => {
    const { names, ...grant } = await fixture.readGrant(ann);
    const rival = { ...fixture.requestOf(2, { mailbox: 'person1@fabrikam.com' }), homeTenantId: otherTenantId };
    expect(names).toHaveLength(1);
    await fixture.connect(rival);
    fixture.clock.pass(30 * daySeconds);
    fixture.graph.profile = () => {
      const address = 'person1@fabrikam.com';
      return { address, userPrincipalName: address, addresses: [address] };
    };
    for (const kind of ['exists', 'unclear'] as const) {
      fixture.graph.probe = { kind };
      fixture.contests.length = 0;
      await fixture.refreshGrants();
      expect(new Set(fixture.contests)).toEqual(new Set([grant.sender, senderOf(2)]));
      fixture.clock.pass(30 * daySeconds);
    }
  });

  it('only moves a grant that was refreshed and proven meanwhile', async () => {
    fixture.clock.pass(20 * daySeconds);
    await fixture.renewProofs(ann);
    fixture.clock.pass(10 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, rescheduled: 1 });
    expect([fixture.entra.refreshes.length, fixture.graph.reads.length]).toEqual([1, 1]);
    await expectPlace();
    expect(await dueAt(16)).toEqual([]);
    expect((await dueAt(20)).length).toBe(1);
  });

  it('leaves the place that a refused send has brought forward while it moved the grant itself', async () => {
    fixture.clock.pass(20 * daySeconds);
    await fixture.renewProofs(ann);
    fixture.clock.pass(10 * daySeconds);
    const grant = await fixture.readGrant(ann);
    const tomorrow = new Date(fixture.now().getTime() + daySeconds * 1000);
    const { add } = fixture.due;
    fixture.due.add = async (entry) => {
      fixture.due.add = add;
      await add(entry);
      const problem = { code: 'blocked_by_home_policy', since: fixture.now() } as const;
      await movePlace(fixture, { ...grant, problem }, tomorrow);
    };
    await fixture.open(fixture).refreshGrants();
    expect(await fixture.readGrant(ann)).toMatchObject({ refreshDueAt: tomorrow });
    await expectPlace();
    fixture.clock.pass(1.1 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
  });

  it.each(['entra_unavailable', 'client_credential_refused', 'vault_unavailable', 'blocked_by_home_policy'] as const)(
    'backs off on %s, counts it, and never gives up',
    async (code) => {
      const { answer } = fixture.entra;
      refuse(code);
      fixture.clock.pass(30 * daySeconds);
      const waits: number[] = [];
      for (let failures = 1; failures <= 8; failures++) {
        expect(await fixture.refreshGrants()).toEqual({ ...nothing, failed: 1, failures: { [code]: 1 } });
        const { refreshFailures, refreshDueAt, status } = await fixture.readGrant(ann);
        expect([refreshFailures, status]).toEqual([failures, 'connected']);
        await expectPlace();
        const seconds = (refreshDueAt.getTime() - fixture.now().getTime()) / 1000;
        waits.push(Math.floor(seconds / 3600 / 1.1));
        fixture.clock.pass(seconds);
      }
      expect(Math.max(...waits)).toBeLessThanOrEqual(24);
      expect(waits.at(-1)).toBeGreaterThanOrEqual(21);
      fixture.entra.answer = answer;
      expect(await fixture.refreshGrants()).toMatchObject({ refreshed: 1 });
      expect(await fixture.readGrant(ann)).toMatchObject({ refreshFailures: 0 });
      expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    },
  );

  it('stops looking at a grant that Entra has ended', async () => {
    refuse('consent_required');
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, ended: 1 });
    expect((await fixture.readGrant(ann)).status).toBe('reconsent_required');
    expect(await dueAt(100)).toEqual([]);
  });

  it('tries an ended grant once a day where others can undo the reason, and connects it again when they did', async () => {
    const { answer } = fixture.entra;
    refuse('account_unavailable');
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, ended: 1 });
    expect(await fixture.readGrant(ann)).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'account_unavailable' },
    });
    for (let day = 1; day <= 3; day++) {
      await expectPlace();
      fixture.clock.pass(0.9 * daySeconds);
      expect(await fixture.refreshGrants()).toEqual(nothing);
      fixture.clock.pass(0.2 * daySeconds);
      expect(await fixture.refreshGrants()).toEqual({ ...nothing, failed: 1, failures: { consent_required: 1 } });
    }
    fixture.entra.answer = answer;
    fixture.clock.pass(1.1 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    const grant = await fixture.readGrant(ann);
    expect([grant.status, grant.refreshFailures, 'problem' in grant]).toEqual(['connected', 0, false]);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access \d/);
    await expectPlace();
  });

  it.each(['blocked_by_home_policy', 'refusal_unconfirmed'] as const)(
    'leaves an ended grant ended, for its own reason, when a trial only meets %s',
    async (code) => {
      const { answer } = fixture.entra;
      refuse('account_unavailable');
      fixture.clock.pass(30 * daySeconds);
      await fixture.refreshGrants();
      refuse(code);
      for (let day = 1; day <= 3; day++) {
        fixture.clock.pass(1.1 * daySeconds);
        await fixture.refreshGrants();
        expect(await fixture.readGrant(ann)).toMatchObject({
          status: 'reconsent_required',
          problem: { code: 'account_unavailable' },
        });
        await expectPlace();
      }
      fixture.entra.answer = answer;
      fixture.clock.pass(1.1 * daySeconds);
      await fixture.refreshGrants();
      expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected' });
    },
  );

  it('stops looking at such a grant when Entra ends it for good', async () => {
    refuse('account_unavailable');
    fixture.clock.pass(30 * daySeconds);
    await fixture.refreshGrants();
    refuse('consent_required');
    fixture.clock.pass(1.1 * daySeconds);
    await fixture.refreshGrants();
    expect((await fixture.readGrant(ann)).problem).toMatchObject({ code: 'consent_required' });
    expect(await dueAt(100)).toEqual([]);
  });

  it('looks again a day after a send met a policy, however lately it was refreshed', async () => {
    const { answer } = fixture.entra;
    refuse('blocked_by_home_policy');
    fixture.clock.pass(3_600);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('blocked_by_home_policy');
    await expectPlace();
    fixture.clock.pass(1.1 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({
      ...nothing,
      failed: 1,
      failures: { blocked_by_home_policy: 1 },
    });
    fixture.entra.answer = answer;
    fixture.clock.pass(1.1 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    await expectPlace();
  });

  it('counts no refresh that brought no new refresh token, and comes back soon', async () => {
    const { answer } = fixture.entra;
    fixture.entra.answer = async (request) => ({ ...(await answer(request)), hasRefreshToken: false });
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, failed: 1, failures: { entra_unavailable: 1 } });
    await expectPlace();
    expect(await dueAt(0.05)).toHaveLength(1);
    fixture.entra.answer = answer;
    fixture.clock.pass(2 * 3_600);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
  });

  it('keeps an unreadable grant as it is, and renews the others', async () => {
    await fixture.connectPerson(2);
    const grant = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...grant, homeObjectId: '00000a0e-0000-4000-8000-00000000000f' });
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({
      ...nothing,
      refreshed: 1,
      failed: 1,
      failures: { sealed_record_refused: 1 },
    });
    expect((await fixture.readGrant(ann)).status).toBe('connected');
  });

  it('drops places that lead to nobody, to an earlier generation or to an ended grant', async () => {
    const stale = { kind: 'refresh' as const, at: fixture.now(), sender: senderOf(7), generation: 1 };
    await fixture.due.add(stale);
    await fixture.due.add({ ...stale, sender: ann, generation: 0 });
    await fixture.due.add({ ...stale, sender: ann });
    expect(await fixture.refreshGrants()).toEqual(nothing);
    await expectPlace();
    await fixture.disconnect(ann);
    expect(await dueAt(100)).toEqual([]);
  });

  it('drops the place of an earlier generation also when it falls on the same time', async () => {
    const { refreshDueAt } = await fixture.readGrant(ann);
    await fixture.due.add({ kind: 'refresh', at: refreshDueAt, sender: ann, generation: 0 });
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    await expectPlace();
  });

  it('asks nothing for a grant that needs consent again', async () => {
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), status: 'reconsent_required' });
    fixture.clock.pass(30 * daySeconds);
    expect(await fixture.refreshGrants()).toEqual(nothing);
    expect([fixture.entra.refreshes, await dueAt(100)]).toEqual([[], []]);
  });

  it('takes the oldest first and at most TIMER_BATCH_MAX', async () => {
    let asked = 0;
    const due = {
      ...fixture.due,
      list: async (...given: Parameters<typeof fixture.due.list>) => ((asked = given[2]), fixture.due.list(...given)),
    };
    await fixture.open({ due }).refreshGrants();
    expect(asked).toBe(TIMER_BATCH_MAX);
  });

  it('counts a refresh as one although another instance moved the grant meanwhile', async () => {
    fixture.clock.pass(30 * daySeconds);
    const { grants } = fixture;
    const busy = fixture.open({ grants: { ...grants, replace: () => Promise.reject(new ConnectorError('conflict')) } });
    expect(await busy.refreshGrants()).toEqual({ ...nothing, refreshed: 1 });
    expect((await dueAt(0)).length).toBe(1);
  });

  it('leaves no place of a connection that ends while it gets the next one', async () => {
    fixture.clock.pass(30 * daySeconds);
    const { due } = fixture;
    const add: typeof due.add = async (entry) => {
      await due.add(entry);
      if (entry.kind === 'refresh') await fixture.disconnect(ann);
    };
    await fixture.open({ due: { ...due, add } }).refreshGrants();
    expect(await dueAt(400)).toEqual([]);
  });

  it('renews each grant once or twice, and loses none, when two timers run at once', async () => {
    for (let number = 2; number <= 6; number++) await fixture.connectPerson(number);
    fixture.clock.pass(30 * daySeconds);
    await Promise.all([fixture.open().refreshGrants(), fixture.open().refreshGrants()]);
    await fixture.refreshGrants();
    for (let number = 1; number <= 6; number++) {
      const { grant, tokens } = await fixture.grants.read(senderOf(number));
      expect(tokens?.refreshedAt).toEqual(fixture.now());
      expect(await dueAt(40)).toContainEqual({
        kind: 'refresh',
        at: grant?.refreshDueAt,
        sender: senderOf(number),
        generation: 1,
      });
    }
  });

  it('never loses the place of a grant when it is killed at any write', async () => {
    for (const outcome of ['entra_unavailable', 'blocked_by_home_policy', undefined] as const)
      for (let step = 1; step <= 8; step++)
        for (const isDone of [false, true]) {
          fixture = createGrantsFixture();
          await fixture.connectPerson(1);
          fixture.clock.pass(30 * daySeconds);
          const { answer } = fixture.entra;
          if (outcome) refuse(outcome);
          await fixture
            .open(failAt(fixture, step, isDone))
            .refreshGrants()
            .catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
          const { refreshDueAt } = await fixture.readGrant(ann);
          expect(await dueAt(40)).toContainEqual({ kind: 'refresh', at: refreshDueAt, sender: ann, generation: 1 });
          fixture.entra.answer = answer;
          fixture.clock.pass(30 * daySeconds);
          await fixture.refreshGrants();
          await expectPlace();
          expect((await fixture.grants.read(ann)).tokens?.refreshedAt.getTime()).toBeGreaterThan(
            fixture.now().getTime() - 30 * daySeconds * 1000 - 1,
          );
        }
  });
});
