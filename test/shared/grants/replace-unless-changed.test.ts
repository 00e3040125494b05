import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { replaceUnlessChanged } from '../../../shared/grants/replace-unless-changed.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

describe('replaceUnlessChanged', () => {
  it('writes a grant that is as it was read, and leaves one that has changed since', async () => {
    const read = await fixture.readGrant(ann);
    expect(await replaceUnlessChanged(fixture.grants, { ...read, refreshFailures: 1 })).toBe(true);
    expect(await replaceUnlessChanged(fixture.grants, { ...read, refreshFailures: 2 })).toBe(false);
    expect((await fixture.readGrant(ann)).refreshFailures).toBe(1);
  });

  it('throws what storage throws', async () => {
    const failure = new ConnectorError('storage_unavailable');
    const grants = { replace: () => Promise.reject(failure) };
    await expect(replaceUnlessChanged(grants, await fixture.readGrant(ann))).rejects.toBe(failure);
  });
});
