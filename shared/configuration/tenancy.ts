/**
 * Host tenants and app registrations as settings and documents describe them together, and the documents themselves.
 */
import type { Config } from '../config.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { RegistrationDocument } from '../tenants/registration-document.ts';
import type { Registrations } from '../tenants/registration.ts';
import { createRegistrations, type RegistrationSettings } from '../tenants/registrations.ts';
import type { TenantDocument } from '../tenants/tenant-document.ts';
import { createTenants, type TenantSettings } from '../tenants/tenants.ts';
import type { CheckSettings } from './check-document.ts';
import { createConfiguration, type Configuration, type ConfigurationDependencies } from './configuration.ts';

export interface Tenancy {
  configuration: Configuration;
  tenants: Tenants;
  registrations: Registrations;
}

export function createTenancy(
  settings: TenantSettings & RegistrationSettings & CheckSettings & Pick<Config, 'hostTenantId'>,
  dependencies: Omit<ConfigurationDependencies, 'settings'>,
): Tenancy {
  const configuration = createConfiguration({ ...dependencies, settings });
  const { hostTenantId } = settings;
  return {
    configuration,
    tenants: createTenants(settings, () => configuration.list<TenantDocument>('tenant')),
    registrations: createRegistrations(settings, () =>
      configuration.list<RegistrationDocument>('registration', hostTenantId),
    ),
  };
}
