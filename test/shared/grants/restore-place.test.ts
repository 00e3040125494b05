import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { DueStore, Grant } from '../../../shared/grants/grant.ts';
import { createRestorePlace } from '../../../shared/grants/restore-place.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

const HOUR_MILLISECONDS = 3_600_000;
const code = 'account_unavailable';

/** Ann's connection has ended and lost its place; `dueInHours`: what the grant says of it. */
async function createStage(dueInHours: number, problem: Omit<NonNullable<Grant['problem']>, 'since'>) {
  const fixture = createGrantsFixture();
  await fixture.connectPerson(1);
  fixture.clock.pass(60 * 24 * 3600);
  for (const entry of await fixture.due.list('refresh', new Date('2100-01-01'), 10)) await fixture.due.remove(entry);
  const refreshDueAt = new Date(fixture.now().getTime() + dueInHours * HOUR_MILLISECONDS);
  await fixture.grants.replace({
    ...(await fixture.readGrant(ann)),
    status: 'reconsent_required',
    problem,
    refreshDueAt,
  });
  /** In hours from now, and whether the grant says the same. */
  const places = async () => {
    const grant = await fixture.readGrant(ann);
    const entries = await fixture.due.list('refresh', new Date('2100-01-01'), 10);
    const isSame = entries.every(
      ({ at, generation }) => at.getTime() === grant.refreshDueAt.getTime() && generation === 1,
    );
    return [
      isSame,
      ...entries.map(({ at }) => Math.floor((at.getTime() - fixture.now().getTime()) / HOUR_MILLISECONDS)),
    ];
  };
  return { fixture, places };
}

describe('createRestorePlace', () => {
  it.each<[string, number, (number | string)[]]>([
    ['long ago', -24 * 40, [-24 * 40]],
    ['an hour ago', -1, [-1]],
    ['within a day', 5, [5]],
    ['at a renewal that was to come', 24 * 20, ['a day']],
  ])(
    'gives a connection that was due %s a place, by a send, a look and the own page',
    async (_when, hours, expected) => {
      const acts = [
        (fixture: ReturnType<typeof createGrantsFixture>) => fixture.accessTokenOf(ann.hostObjectId),
        async (fixture: ReturnType<typeof createGrantsFixture>) =>
          fixture.inspectGrant({ grant: await fixture.readGrant(ann) }),
      ];
      for (const act of acts) {
        const { fixture, places } = await createStage(hours, { code });
        for (const _again of [1, 2]) await act(fixture);
        const [isSame, ...found] = await places();
        const shown = found.map((one) => (Number(one) >= 24 && Number(one) <= 26 ? 'a day' : one));
        expect([isSame, shown]).toEqual([true, expected]);
      }
    },
  );

  it.each<[Grant['status'], Grant['problem']]>([
    ['connected', { code }],
    ['disconnected', undefined],
    ['reconsent_required', { code: 'consent_required' }],
    ['reconsent_required', { code: 'identity_changed' }],
    ['reconsent_required', undefined],
  ])('gives none to one that is %s with %o', async (status, problem) => {
    const { fixture, places } = await createStage(-40, { code });
    const { problem: _former, ...grant } = await fixture.readGrant(ann);
    const changed = { ...grant, status, ...(problem && { problem }) };
    await createRestorePlace(fixture)(changed);
    expect(await places()).toEqual([true]);
  });

  it('writes nothing for a problem of a release that keeps the place, until it was due a day ago', async () => {
    for (const [hours, expected] of [
      [20, []],
      [-23, []],
      [-24, [-24]],
    ] as const) {
      const { fixture, places } = await createStage(hours, { code });
      const since = fixture.now();
      await fixture.grants.replace({ ...(await fixture.readGrant(ann)), problem: { code, since } });
      await fixture.inspectGrant({ grant: await fixture.readGrant(ann) });
      expect(await places()).toEqual([true, ...expected]);
    }
  });

  it('leaves a grant alone that changed meanwhile, and fails by no fault of storage', async () => {
    const { fixture, places } = await createStage(24 * 20, { code });
    const former = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...former, refreshFailures: 7 });
    await createRestorePlace(fixture)(former);
    expect(await places()).toEqual([true]);
    const add: DueStore['add'] = () => Promise.reject(new ConnectorError('storage_unavailable'));
    await createRestorePlace({ ...fixture, due: { ...fixture.due, add } })(await fixture.readGrant(ann));
    expect(await places()).toEqual([true]);
  });

  it('lets the timer try within two days, whoever looks', async () => {
    const { fixture } = await createStage(24 * 20, { code });
    await fixture.inspectGrant({ grant: await fixture.readGrant(ann) });
    fixture.clock.pass(48 * 3600);
    await fixture.refreshGrants();
    expect(fixture.entra.refreshes).toHaveLength(1);
    expect((await fixture.readGrant(ann)).status).toBe('connected');
  });
});
