/**
 * Judges what others allow: the host tenant as the operator keeps it, the list of home tenants, and what a home tenant's own rules have
 * refused. Pure.
 */
import { allowsHomeTenant } from '../../tenants/home-tenants.ts';
import type { ErrorCode } from '../../outcomes.ts';
import type { Facts } from './facts.ts';
import type { Judged } from './judged.ts';

/** `problem`: what the home tenant, or the host tenant, refused. */
export function judgePolicy(
  { tenant, grant }: Pick<Facts, 'tenant'> & { grant?: { homeTenantId: string } | undefined },
  problem: Judged | undefined,
): Judged {
  if ('refusal' in tenant) return { state: 'failed', problem: tenant.refusal };
  const host = tenant.value;
  if (!host || host.state === 'left') return failed('tenant_left');
  if (grant && !allowsHomeTenant(host, grant.homeTenantId)) return failed('home_tenant_not_allowed');
  if (host.state === 'paused') return failed('tenant_paused');
  if (problem) return problem;
  return host.sandbox ? { state: 'warning', finding: 'sandbox' } : { state: 'ok', finding: 'open' };
}

function failed(code: ErrorCode): Judged {
  return { state: 'failed', problem: { code } };
}
