import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createAllowFences, fencesUntil, mayHaveFences } from '../../../shared/grants/allow-fences.ts';
import { FENCES_ALLOWED_SECONDS, FENCES_MARGIN_SECONDS } from '../../../shared/fence-limits.ts';
import { ann, createGrantsFixture, senderOf } from './grants-fixture.ts';

const at = new Date('2026-11-24T17:57:32.000Z');
const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);

describe('mayHaveFences', () => {
  it.each([
    ['absent', undefined, false],
    ['the margin away', after(FENCES_MARGIN_SECONDS), false],
    ['further away', after(FENCES_MARGIN_SECONDS + 1), true],
    ['over', after(-1), false],
  ])('is asked of a time that is %s', (_what, until, may) => {
    expect(mayHaveFences({ ...(until && { fencesUntil: until }) }, at)).toBe(may);
  });
});

describe('createAllowFences', () => {
  it('is not needed for a day after connecting', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    const { grant } = await fixture.grants.read(ann);
    expect(grant?.fencesUntil).toEqual(fencesUntil(fixture.now()));
  });

  it('writes a new time with a refresh that a send needed, and no more often', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    fixture.clock.pass(FENCES_ALLOWED_SECONDS);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access 1 /);
    const { fencesUntil: first } = await fixture.readGrant(ann);
    expect(first).toEqual(fencesUntil(fixture.now()));
    fixture.clock.pass(2 * 3600);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access 2 /);
    expect((await fixture.readGrant(ann)).fencesUntil).toEqual(first);
  });

  it('leaves a grant that only the timer renews without them', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    fixture.clock.pass(31 * 24 * 3600);
    expect((await fixture.refreshGrants()).refreshed).toBe(1);
    expect(await fixture.readGrant(ann)).not.toHaveProperty('fencesUntil');
  });

  it('lets a send go on where storage fails, and throws what is no failure of storage', async () => {
    const grant = { ...(await connected()), fencesUntil: at };
    const failWith = (error: Error) => {
      const replace = async () => {
        throw error;
      };
      return createAllowFences({ grants: { replace }, now: () => at });
    };
    const opened = {} as never;
    for (const code of ['storage_unavailable', 'conflict'] as const)
      expect(await failWith(new ConnectorError(code))({ grant, opened })).toEqual({ grant, opened });
    await expect(failWith(new TypeError('a bug'))({ grant, opened })).rejects.toThrow('a bug');
  });
});

async function connected() {
  const fixture = createGrantsFixture();
  await fixture.connectPerson(2);
  return fixture.readGrant(senderOf(2));
}
