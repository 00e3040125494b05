import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { STATUS_LOOKS_MAX, STATUS_PAGE_MAX, STATUS_READS_AT_ONCE } from '../../../shared/guest-limits.ts';
import { guestStates } from '../../../shared/guests/guest-state.ts';
import { times } from '../../contract/samples.ts';
import { createStatusStage, hostTenantId, idOf, notAllowed } from './status-stage.ts';

const problemAt = new Date('2026-11-20T08:00:00Z');
const policy = { code: 'blocked_by_home_policy', upstreamCode: 'AADSTS53003', since: problemAt } as const;
const refused = () => new ConnectorError('host_tenant_refused', { upstreamCode: 'Authorization_RequestDenied' });

let stage = createStatusStage();
beforeEach(() => (stage = createStatusStage()));

/** One in each state, by number; 9 is suspended by the directory alone, 10 is not there any more. */
async function addOneOfEach() {
  stage.addUser(1, { isPending: true });
  for (const number of [2, 3, 4, 5, 6, 8]) stage.addUser(number);
  stage.addUser(7, { isEnabled: false });
  stage.addUser(9, { isEnabled: false });
  await stage.addGrant(3);
  await stage.addGrant(4, {}, 80);
  await stage.addGrant(5, { status: 'reconsent_required', problem: { code: 'consent_withdrawn', since: problemAt } });
  await stage.addGrant(6, { problem: policy }, 80);
  await stage.addGrant(7, { hostProblem: { code: 'host_account_unavailable', since: problemAt } });
  await stage.addGrant(8, { status: 'disconnected', changedAt: problemAt });
  await stage.addGrant(10);
  stage.deleted.add(idOf(10));
}

describe('listStatus', () => {
  it('says of each guest how they are connected, since when, why not, and who must act', async () => {
    await addOneOfEach();
    const { guests, pages } = await stage.listAll();
    expect(pages[0]?.source).toBe('directory');
    const found = new Map(guests.map((one) => [one.hostObjectId, one]));
    expect(guests).toHaveLength(found.size);
    const states = times(10, (index) => found.get(idOf(index + 1))?.state);
    expect(states).toEqual([...guestStates, 'suspended', 'suspended']);
    expect(found.get(idOf(1))).toEqual({
      hostObjectId: idOf(1),
      displayName: 'Person 1',
      address: 'person1@fabrikam.com',
      state: 'invited',
      since: new Date('2026-11-01T08:00:00Z'),
      who: 'person',
    });
    expect(found.get(idOf(3))).toMatchObject({ address: 'box3@fabrikam.com', reconsentBy: expect.any(Date) as Date });
    expect(found.get(idOf(3))).not.toHaveProperty('who');
    const tenDays = new Date(stage.now().getTime() + 10 * 24 * 3600 * 1000);
    expect(found.get(idOf(4))).toMatchObject({ reconsentBy: tenDays, who: 'person' });
    expect(found.get(idOf(6))).toMatchObject({
      homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
      since: problemAt,
      reconsentBy: tenDays,
      problem: { code: 'blocked_by_home_policy', upstreamCode: 'AADSTS53003', detail: expect.any(String) as string },
      who: 'home_admin',
    });
    expect(found.get(idOf(7))).toMatchObject({ since: problemAt, who: 'host_admin' });
    expect(found.get(idOf(9))).toMatchObject({ problem: { code: 'host_account_unavailable' }, who: 'host_admin' });
    expect(found.get(idOf(10))).toMatchObject({ address: 'box10@fabrikam.com', who: 'host_admin' });
  });

  it('shows a guest who was invited again as invited, and one with a spoilt record beside the others', async () => {
    stage.addUser(1, { isPending: true });
    await stage.addGrant(1, { status: 'disconnected' });
    stage.addUser(2);
    stage.addUser(3);
    await stage.addGrant(3, { homeTenantId: notAllowed });
    stage.script.spoilt.push(idOf(2));
    const { guests } = await stage.listAll();
    expect(guests.map(({ state, problem, who }) => [state, problem?.code, who])).toEqual([
      ['invited', undefined, 'person'],
      ['reconnect', 'sealed_record_refused', 'operator'],
      ['blocked', 'home_tenant_not_allowed', 'operator'],
    ]);
  });

  it('costs one page of the directory and one read of each of its people, however many there are', async () => {
    for (const number of times(1_000, (index) => index)) stage.addUser(number);
    const { guests, cursor } = await stage.listStatus({ hostTenantId, top: 5_000 });
    expect([guests.length, stage.asked.pages.length, stage.asked.reads.length]).toEqual([
      STATUS_PAGE_MAX,
      1,
      STATUS_PAGE_MAX,
    ]);
    expect(stage.asked.most).toBe(STATUS_READS_AT_ONCE);
    expect(cursor).toBeDefined();
  });

  it('lists each once, page by page', async () => {
    await addOneOfEach();
    const { guests, pages } = await stage.listAll({ top: 2 });
    expect(new Set(guests.map(({ hostObjectId }) => hostObjectId)).size).toBe(10);
    expect(guests).toHaveLength(10);
    for (const page of pages) expect(page.guests.length).toBeLessThanOrEqual(2);
  });

  it.each(guestStates)('filters by the state %s', async (state) => {
    await addOneOfEach();
    const all = (await stage.listAll()).guests.filter((one) => one.state === state);
    const { guests } = await stage.listAll({ top: 2, state });
    expect(guests).toEqual(all);
    expect(guests.length).toBeGreaterThan(0);
  });

  it('filters by home tenant, which leaves out whoever never connected', async () => {
    await addOneOfEach();
    stage.addUser(11);
    await stage.addGrant(11, { homeTenantId: notAllowed });
    const { guests } = await stage.listAll({ top: 3, homeTenantId: notAllowed });
    expect(guests.map(({ hostObjectId }) => hostObjectId)).toEqual([idOf(11)]);
  });

  it('looks at a bounded number of pages for what a filter leaves, and says where it goes on', async () => {
    for (const number of times(20, (index) => index)) stage.addUser(number);
    const page = await stage.listStatus({ hostTenantId, top: 2, state: 'invited' });
    expect(page).toMatchObject({ guests: [], cursor: expect.any(String) as string });
    expect(stage.asked.pages).toHaveLength(STATUS_LOOKS_MAX);
  });

  it('asks nobody about departed people where the filter leaves none', async () => {
    await addOneOfEach();
    await stage.listAll({ state: 'connected' });
    expect(stage.asked.accounts).toEqual([]);
  });

  it('lists those who ever connected where the directory is refused, and says why', async () => {
    await addOneOfEach();
    stage.script.refusal = refused();
    const { guests, pages } = await stage.listAll({ top: 3 });
    expect(pages.map(({ source }) => source)).toEqual(pages.map(() => 'connections'));
    expect(pages[0]?.refusal).toEqual({
      code: 'host_tenant_refused',
      upstreamCode: 'Authorization_RequestDenied',
      who: 'host_admin',
      detail: expect.stringContaining('User.Read.All') as string,
    });
    expect(guests.map(({ state }) => state).toSorted()).toEqual([
      'blocked',
      'connected',
      'connected',
      'disconnected',
      'expiring',
      'reconnect',
      'suspended',
    ]);
    // The directory is asked once; tokens are read only of those who are connected.
    expect(stage.asked.pages).toHaveLength(1);
    expect(stage.asked.reads).not.toContain(idOf(5));
  });

  it('does not go over to connections in the middle, nor for a directory that is down', async () => {
    for (const number of times(4, (index) => index)) stage.addUser(number);
    const { cursor = '' } = await stage.listStatus({ hostTenantId, top: 2 });
    stage.script.refusal = refused();
    await expect(stage.listStatus({ hostTenantId, top: 2, cursor })).rejects.toMatchObject({
      code: 'host_tenant_refused',
    });
    stage.script.refusal = new ConnectorError('graph_unavailable');
    await expect(stage.listStatus({ hostTenantId })).rejects.toMatchObject({ code: 'graph_unavailable' });
  });

  it('takes no cursor that it did not give, nor one of another tenant', async () => {
    for (const number of times(4, (index) => index)) stage.addUser(number);
    const { cursor = '' } = await stage.listStatus({ hostTenantId, top: 2 });
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('/users');
    const forged = Buffer.from(JSON.stringify({ list: 'directory', at: '/users?$select=passwordProfile' }));
    for (const [tenant, given] of [
      ['a0274317-0000-4000-8000-000000000003', cursor],
      [hostTenantId, `${cursor.slice(0, -3)}AAA`],
      [hostTenantId, `${cursor}!`],
      [hostTenantId, forged.toString('base64url')],
      [hostTenantId, 'A'.repeat(20_000)],
    ] as const)
      await expect(stage.listStatus({ hostTenantId: tenant, cursor: given })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    expect(stage.asked.pages).toHaveLength(1);
  });
});
