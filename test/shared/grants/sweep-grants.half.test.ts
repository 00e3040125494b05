import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONNECT_CHECK_SECONDS } from '../../../shared/limits.ts';
import { ann, createGrantsFixture, senderOf } from './grants-fixture.ts';

const ben = senderOf(2);

describe('createSweepGrants of a key without a connection', () => {
  it('takes no key of a connection that is being made, whatever is left of an earlier attempt with its number', async () => {
    for (const isFirst of [true, false]) {
      const fixture = createGrantsFixture();
      if (!isFirst) await fixture.connectPerson(1);
      const generation = isFirst ? 1 : 2;
      // Key Vault did not answer, so there is a due row and no key.
      await fixture.due.add({ kind: 'connect', at: fixture.now(), sender: ann, generation });
      const { grants } = fixture;
      const connecting = fixture.open({
        grants: {
          ...grants,
          async connect(...given) {
            await fixture.sweepGrants();
            return grants.connect(...given);
          },
        },
      });
      await connecting.connect(fixture.requestOf(1, { accessToken: 'new' }));
      await fixture.sweepGrants();
      expect(await fixture.dataKeys.read(ann, generation)).toBeDefined();
      expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('new');
    }
  });

  it.each(['conflict', 'storage_unavailable'] as const)(
    'keeps the due row when it meets %s, and puts the others right',
    async (code) => {
      const fixture = createGrantsFixture();
      for (const sender of [ann, ben]) {
        await fixture.vault.createDataKey(sender, 1);
        await fixture.due.add({ kind: 'connect', at: fixture.now(), sender, generation: 1 });
      }
      fixture.clock.pass(CONNECT_CHECK_SECONDS);
      const { dataKeys } = fixture;
      const failing = fixture.open({
        dataKeys: {
          ...dataKeys,
          removeRow: (row) =>
            row.sender.hostObjectId === ann.hostObjectId
              ? Promise.reject(new ConnectorError(code))
              : dataKeys.removeRow(row),
        },
      });
      await failing.sweepGrants().catch((error: ConnectorError) => expect(error.code).toBe('storage_unavailable'));
      expect([await dataKeys.read(ann, 1), await dataKeys.read(ben, 1)]).toEqual([expect.anything(), undefined]);
      expect(await fixture.sweepGrants()).toBe(1);
      expect(await dataKeys.read(ann, 1)).toBeUndefined();
    },
  );
});
