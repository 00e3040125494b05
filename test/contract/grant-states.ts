/** What every GrantStore promises of the list that says how grants are connected. */
import { describe, expect, it } from 'vitest';
import type { GrantStore } from '../../shared/grants/grant.ts';
import { at, connectIn, createGrant, createOtherTenantSender, createSender, createTokens } from './samples.ts';

const { hostTenantId } = createSender();

export function describeGrantStates(
  create: () => Promise<Pick<GrantStore, 'connect' | 'putLatestAccount' | 'readLatestAccount' | 'list' | 'listStates'>>,
): void {
  describe('GrantStore.listStates', () => {
    it('lists how each grant of one host tenant is connected, page by page, in the order of the grants', async () => {
      const store = await create();
      const code = 'blocked_by_home_policy';
      const grants = [
        createGrant(),
        createGrant({ status: 'disconnected', names: [] }),
        createGrant({ status: 'reconsent_required', problem: { code, upstreamCode: 'AADSTS53003', since: at(2) } }),
        createGrant({ hostProblem: { code: 'host_account_unavailable', since: at(1) } }),
      ];
      for (const grant of [...grants, createGrant({ sender: createOtherTenantSender() })])
        await connectIn(store, grant, createTokens());
      const found: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listStates(hostTenantId, 3, cursor);
        found.push(...page.states);
        ({ cursor } = page);
      } while (cursor !== undefined);
      const listed = (await store.list(hostTenantId, 10)).grants;
      expect(found).toEqual(
        listed.map(({ status, homeTenantId, problem, hostProblem }) => ({
          status,
          homeTenantId,
          ...(problem && { problemCode: problem.code }),
          ...(hostProblem && { hostProblemCode: hostProblem.code }),
        })),
      );
      expect(found).toHaveLength(4);
      await expect(store.listStates(hostTenantId, 3, 'ours?')).rejects.toMatchObject({ code: 'invalid_request' });
    });
  });
}
