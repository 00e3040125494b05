/**
 * Judges a connection by the settings in force, for whoever is shown it: what stops a send besides what its grant records, and
 * what a new connection would ask for beyond it.
 *
 * Nothing is stored, so a setting that is taken back leaves no trace. A grant that was judged is for showing; it is never written.
 */
import { hasCode } from '../errors.ts';
import { listMissingScopes } from '../oauth/scopes.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import type { Grant } from './grant.ts';

export interface JudgedGrant extends Grant {
  /** Permissions that the settings want and this connection lacks; it works without them. Absent: none. */
  wants?: string[];
}

/** Throws what reading the tenant throws. */
export type JudgeConnection = (grant: Grant) => Promise<JudgedGrant>;

export interface JudgeConnectionDependencies {
  requireHomeTenant: RequireHomeTenant;
  /** What a new connection would ask for. */
  scopes: readonly string[];
}

export function createJudgeConnection({ requireHomeTenant, scopes }: JudgeConnectionDependencies): JudgeConnection {
  async function findProblem(grant: Grant): Promise<Grant['problem']> {
    try {
      await requireHomeTenant(grant);
      return grant.hostProblem ?? grant.problem;
    } catch (error) {
      if (!hasCode(error, 'home_tenant_not_allowed')) throw error;
      return { code: error.code };
    }
  }

  return async (grant) => {
    if (grant.status !== 'connected') return grant;
    const problem = await findProblem(grant);
    const wants = listMissingScopes(scopes, grant.scopes);
    return { ...grant, ...(problem && { problem }), ...(wants.length > 0 && { wants }) };
  };
}
