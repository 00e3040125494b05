import { describe, expect, it } from 'vitest';
import { createRegistrationsFromSettings } from '../../../shared/tenants/registrations-from-settings.ts';
import { createTenantsFromSettings } from '../../../shared/tenants/tenants-from-settings.ts';
import { authority, clientId, homeTenantId, hostTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';

describe('createTenantsFromSettings', () => {
  const settings = { hostTenantId, callerClientIds: [clientId], allowedHomeTenants: [homeTenantId] };
  const tenants = createTenantsFromSettings(settings);

  it('serves the tenant of the settings with its lists, and no other', async () => {
    const tenant = { id: hostTenantId, callerClientIds: [clientId], allowedHomeTenants: [homeTenantId] };
    expect(await tenants.read(hostTenantId)).toEqual(tenant);
    expect(await tenants.readDefault()).toEqual(tenant);
    for (const other of [otherTenantId, hostTenantId.toUpperCase(), '', 'common'])
      expect(await tenants.read(other)).toBeUndefined();
  });
});

describe('createRegistrationsFromSettings', () => {
  const settings = { entraAuthority: authority, entraClientId: clientId } as const;

  it('gives every leg and home tenant the one client, and knows no other', async () => {
    const registrations = createRegistrationsFromSettings({ ...settings, entraCredential: 'federated' });
    const registration = { clientId, authority, credential: 'federated' };
    expect(await registrations.readDefault()).toEqual(registration);
    expect(await registrations.readForHomeTenant(homeTenantId)).toEqual(registration);
    expect(await registrations.read(clientId)).toEqual(registration);
    expect(await registrations.read(otherTenantId)).toBeUndefined();
  });

  it('names where a secret or certificate is kept, never what it is', async () => {
    const registrations = createRegistrationsFromSettings({
      ...settings,
      entraCredential: 'certificate',
      clientSecretName: 'client-certificate',
    });
    expect(await registrations.readDefault()).toEqual({
      clientId,
      authority,
      credential: 'certificate',
      secretName: 'client-certificate',
    });
  });
});
