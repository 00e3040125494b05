import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createOpenGrant } from '../../../shared/grants/open-grant.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});
/** As a process does that remembers no key. */
const open = async (instance = fixture.open()) => instance.openGrant(await fixture.grants.read(ann));
const stored = async () => {
  const { status, problem } = await fixture.readGrant(ann);
  return [status, problem];
};
/** Changes a byte of what is sealed; the second time it is as before. */
async function damage(): Promise<void> {
  const { tokens } = await fixture.grants.read(ann);
  if (!tokens) throw new Error('There are no tokens.');
  const sealed = tokens.sealed.map((byte, index) => (index === 100 ? byte ^ 1 : byte));
  await fixture.grants.replaceTokens(ann, { ...tokens, sealed });
}

describe('createOpenGrant', () => {
  it('opens the tokens of a connected grant, and writes nothing', async () => {
    const before = await fixture.readGrant(ann);
    expect((await open()).opened.mailbox).toBe('person1@fabrikam.com');
    expect(await fixture.readGrant(ann)).toEqual(before);
  });

  it.each(['reconsent_required', 'disconnected'] as const)('opens nothing of a grant that is %s', async (status) => {
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), status });
    await expect(open()).rejects.toMatchObject({ code: 'consent_required' });
    expect(await stored()).toEqual([status, undefined]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the tokens', () => fixture.grants.removeTokens(ann, 2)],
    ['the key', () => fixture.dataKeys.remove(ann)],
  ])('ends a connection of which %s are gone, and says so', async (_what, remove) => {
    await remove();
    await expect(open()).rejects.toMatchObject({ code: 'consent_required' });
    expect(await stored()).toEqual(['reconsent_required', { code: 'consent_required' }]);
  });

  it('leaves a record that is refused to the operator, writes that once, and the problem goes when it opens again', async () => {
    await damage();
    await expect(open()).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(await stored()).toEqual(['connected', { code: 'sealed_record_refused' }]);
    const { etag } = await fixture.readGrant(ann);
    await expect(open()).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect((await fixture.readGrant(ann)).etag).toBe(etag);
    await damage();
    await open();
    expect(await stored()).toEqual(['connected', undefined]);
  });

  it.each(['vault_unavailable', 'vault_access_refused', 'storage_unavailable'] as const)(
    'writes nothing of %s, which is no fault of this grant',
    async (code) => {
      const openGrant = createOpenGrant({
        ...fixture,
        vault: { open: () => Promise.reject(new ConnectorError(code)) },
      });
      await expect(openGrant(await fixture.grants.read(ann))).rejects.toMatchObject({ code });
      expect(await stored()).toEqual(['connected', undefined]);
    },
  );

  it('leaves a grant alone that changed meanwhile', async () => {
    const found = await fixture.grants.read(ann);
    await fixture.connectPerson(1);
    await expect(fixture.open().openGrant(found)).rejects.toMatchObject({ code: 'consent_required' });
    expect(await stored()).toEqual(['connected', undefined]);
  });
});
