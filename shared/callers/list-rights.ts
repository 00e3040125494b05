/**
 * What a caller may do: the rights that its token proves, as far as the lists of its tenant let it. Pure.
 */
import { isAllowed } from '../allow-list.ts';
import type { HostTenant } from '../tenants/host-tenant.ts';
import type { Right, RightRule } from './caller.ts';

/** What a token proves, whatever route it is used for. */
export interface Identified {
  tenantId: string;
  clientId: string;
  roles: readonly string[];
  /** Only where a person signed in to the application, and then with the person's object id. */
  scopes?: readonly string[];
  personId?: string;
}

/**
 * `of`: the caller's tenant, for the rights of callers; or whether the tenant is the operator's, for those of the operator. Every
 * tenant's administrators give the app's roles to whom they like, so the operator's count in one tenant alone.
 */
export function listRights(
  rules: Readonly<Record<Right, RightRule>>,
  identified: Identified,
  of: HostTenant | { isOperators: boolean },
): Right[] {
  const rights = Object.entries(rules) as [Right, RightRule][];
  const isLetIn = (right: Right, rule: RightRule) =>
    'isOperators' in of ? rule.isOperators && of.isOperators : !rule.isOperators && mayAtMost(of, identified, right);
  return rights.flatMap(([right, rule]) => (isLetIn(right, rule) && isProven(rule, identified) ? [right] : []));
}

/** What the tenant's lists let an application do, whatever its roles. */
function mayAtMost(tenant: HostTenant, { clientId }: Identified, right: Right): boolean {
  const own: readonly Right[] | undefined = tenant.rightsOfApplications.get(clientId);
  return isAllowed(tenant.callerClientIds, clientId) && (own?.includes(right) ?? true);
}

function isProven({ roles: needed, scope }: RightRule, { roles, scopes }: Identified): boolean {
  const isInScope = !scopes || scopes.some((one) => one === scope);
  return needed.some((role) => roles.includes(role)) && isInScope;
}
