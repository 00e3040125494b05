import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listRightRules, type Right } from '../../../shared/callers/caller.ts';
import { listRights } from '../../../shared/callers/list-rights.ts';
import { applicationRights } from '../../../shared/tenants/host-tenant.ts';
import { clientId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';

const rules = listRightRules('Senders.Manage');
const every = ['Mail.Send.AsUser', 'Senders.Manage', 'Operate', 'Manage'];
const app = { tenantId: tenant.id, clientId, roles: every };

describe('listRights', () => {
  it('gives the rights of the operator in the tenant of the settings alone, and never those of callers beside them', () => {
    expect(listRights(rules, app, { isOperators: true })).toEqual(['operate', 'configure']);
    expect(listRights(rules, app, { isOperators: false })).toEqual([]);
    expect(listRights(rules, app, tenant)).toEqual(['send', 'read', 'manage']);
  });

  it('gives a person’s application what the scope is for', () => {
    const rightsOf = (scopes: string[]) => listRights(rules, { ...app, scopes }, { isOperators: true });
    expect([rightsOf([]), rightsOf(['manage']), rightsOf(['operate'])]).toEqual([[], ['configure'], ['operate']]);
    expect(listRights(rules, { ...app, scopes: ['operate', 'manage'] }, tenant)).toEqual([]);
  });

  it('lets an application do no more than its tenant lists for it, whatever its roles', () => {
    const own = fc.option(fc.subarray([...applicationRights]));
    fc.assert(
      fc.property(fc.subarray(every), own, fc.boolean(), (roles, rights, isListed) => {
        const narrowed = {
          ...tenant,
          callerClientIds: isListed ? [clientId] : [otherTenantId],
          rightsOfApplications: new Map(rights ? [[clientId, rights] as const] : []),
        };
        const given = listRights(rules, { ...app, roles }, narrowed);
        const proven = listRights(rules, { ...app, roles }, tenant);
        const expected = isListed ? proven.filter((right) => (rights as Right[] | null)?.includes(right) ?? true) : [];
        expect(given).toEqual(expected);
      }),
    );
  });
});
