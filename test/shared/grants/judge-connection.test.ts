import { describe, expect, it } from 'vitest';
import { createJudgeConnection } from '../../../shared/grants/judge-connection.ts';
import { homeScopes } from '../../../shared/oauth/scopes.ts';
import { createRequireHomeTenant } from '../../../shared/tenants/home-tenants.ts';
import { tenant } from '../sign-in/sign-in-sample.ts';
import { createGrant } from '../../contract/samples.ts';

const grant = createGrant({});
const scopes = homeScopes('Mail.Send');
const judgeBy = (allowedHomeTenants: string[], mailPermission = 'Mail.Send') =>
  createJudgeConnection({
    scopes: homeScopes(mailPermission),
    requireHomeTenant: createRequireHomeTenant({
      read: async (id) => ({ ...tenant, id, allowedHomeTenants }),
    }),
  });

describe('createJudgeConnection', () => {
  it('finds nothing wrong with a connection of a home tenant that is allowed', async () => {
    const problem = { code: 'blocked_by_home_policy' } as const;
    for (const list of [['*'], [grant.homeTenantId]]) {
      expect(await judgeBy(list)(grant)).toEqual(grant);
      expect(await judgeBy(list)({ ...grant, problem })).toEqual({ ...grant, problem });
    }
  });

  it('says first that the home tenant is not allowed, whatever else is wrong', async () => {
    const problem = { code: 'home_tenant_not_allowed' };
    expect(await judgeBy([])(grant)).toEqual({ ...grant, problem });
    expect(await judgeBy([])({ ...grant, problem: { code: 'blocked_by_home_policy' } })).toEqual({ ...grant, problem });
  });

  it.each(['reconsent_required', 'disconnected'] as const)('leaves a grant that is %s as it is', async (status) => {
    expect(await judgeBy([])({ ...grant, status })).toEqual({ ...grant, status });
  });

  it('names the permissions that are wanted and were not granted, of a connection alone', async () => {
    expect(await judgeBy(['*'], 'Mail.ReadWrite')(grant)).toEqual({ ...grant, wants: ['Mail.ReadWrite'] });
    const more = { ...grant, scopes: [...grant.scopes, 'mail.readwrite'] };
    expect(await judgeBy(['*'], 'Mail.ReadWrite')(more)).toEqual(more);
    expect(await judgeBy(['*'])(more)).toEqual(more);
    const ended = { ...grant, status: 'reconsent_required' as const };
    expect(await judgeBy(['*'], 'Mail.ReadWrite')(ended)).toEqual(ended);
  });

  it('passes on that the tenant could not be read', async () => {
    const failing = createJudgeConnection({ scopes, requireHomeTenant: () => Promise.reject(new Error('down')) });
    await expect(failing(grant)).rejects.toThrow('down');
  });
});
