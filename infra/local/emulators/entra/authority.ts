/**
 * The first part of every path: which tenant, or which kind of account, an address of Entra stands for.
 *
 * A GUID or a verified domain names one tenant; `organizations`, `common` and `consumers` name a kind of account.
 * It says which accounts are meant, not whether a person may sign in there.
 */
import { PERSONAL_TENANT_ID, type Directory, type Tenant } from '../kit/directory.ts';
import { EntraError } from './errors.ts';
import type { Registration } from './registration.ts';

export type Authority =
  | { kind: 'tenant'; segment: string; tenant: Tenant }
  | { kind: 'organizations' | 'common' | 'consumers'; segment: string };

/** Reads a path segment; throws 90002 for an unknown tenant, 900023 for anything that cannot name one. */
export function parseAuthority(segment: string, directory: Directory): Authority {
  const name = segment.toLowerCase();
  if (name === 'organizations' || name === 'common' || name === 'consumers') return { kind: name, segment: name };
  if (name === PERSONAL_TENANT_ID) return { kind: 'consumers', segment: name };
  const tenant = directory.tenants.find((one) => one.id === name || one.domain === name);
  if (tenant) return { kind: 'tenant', segment: tenant.id, tenant };
  const isPossible = /^[0-9a-f-]{36}$/.test(name) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name);
  throw new EntraError(isPossible ? 90002 : 900023, { value: segment });
}

/**
 * Checks that an application exists at an authority.
 * Throws 700016 (not in that tenant), 50194 (single tenant) or 9002332 (no personal accounts).
 */
export function assertRegistrationAt(registration: Registration, authority: Authority): void {
  const values = { client: registration.clientId, name: registration.name };
  if (authority.kind === 'consumers') throw new EntraError(9002332, values);
  if (registration.isMultiTenant) return;
  if (authority.kind !== 'tenant') throw new EntraError(50194, { ...values, value: `/${authority.kind}` });
  if (authority.tenant.id === registration.homeTenantId) return;
  throw new EntraError(700016, { ...values, tenant: authority.tenant.name });
}
