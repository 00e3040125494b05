/**
 * Judges a connection by the settings in force, for whoever is shown it: what stops a send besides what its grant records.
 *
 * Nothing is stored, so a setting that is taken back leaves no trace. A grant that was judged is for showing; it is never written.
 */
import { hasCode } from '../errors.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import type { Grant } from './grant.ts';

/** @throws what reading the tenant throws */
export type JudgeConnection = <Shown extends Grant>(grant: Shown) => Promise<Shown>;

export interface JudgeConnectionDependencies {
  requireHomeTenant: RequireHomeTenant;
}

export function createJudgeConnection({ requireHomeTenant }: JudgeConnectionDependencies): JudgeConnection {
  return async (grant) => {
    if (grant.status !== 'connected') return grant;
    try {
      await requireHomeTenant(grant);
      return grant;
    } catch (error) {
      if (!hasCode(error, 'home_tenant_not_allowed')) throw error;
      return { ...grant, problem: { code: error.code } };
    }
  };
}
