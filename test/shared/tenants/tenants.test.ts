import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../../shared/allow-list.ts';
import { allowsHomeTenant } from '../../../shared/tenants/home-tenants.ts';
import { createRegistrations } from '../../../shared/tenants/registrations.ts';
import type { TenantDocument } from '../../../shared/tenants/tenant-document.ts';
import { createTenants } from '../../../shared/tenants/tenants.ts';
import { authority, clientId, homeTenantId, hostTenantId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';

const settings = { hostTenantId, callerClientIds: [clientId], allowedHomeTenants: [homeTenantId] };
const withDocument = (document: TenantDocument, id = hostTenantId, of = settings) =>
  createTenants(of, async () => ({ documents: [{ hostTenantId: id, document }], refused: [] }));

describe('createTenants', () => {
  it('serves the tenant of the settings with its lists, and no other, where there is no document', async () => {
    const tenants = createTenants(settings, async () => ({ documents: [], refused: [] }));
    const expected = { ...tenant, callerClientIds: [clientId], allowedHomeTenants: [homeTenantId] };
    expect(await tenants.read(hostTenantId)).toEqual(expected);
    expect(await tenants.readDefault()).toEqual(expected);
    for (const other of [otherTenantId, hostTenantId.toUpperCase(), '', 'common', '__proto__'])
      expect(await tenants.read(other)).toBeUndefined();
  });

  it('serves a tenant that only a document describes, within what the settings allow', async () => {
    const tenants = withDocument({}, otherTenantId);
    expect(await tenants.read(otherTenantId)).toMatchObject({ id: otherTenantId, callerClientIds: [clientId] });
    expect((await tenants.readDefault()).id).toBe(hostTenantId);
  });

  it('lets in nobody whom a setting keeps out, whatever a document says', async () => {
    const id = fc.constantFrom(clientId, homeTenantId, otherTenantId);
    const ids = fc.uniqueArray(id, { maxLength: 3 });
    const setting = fc.oneof(fc.constant<string[]>(['*']), ids);
    await fc.assert(
      fc.asyncProperty(
        setting,
        setting,
        fc.option(ids),
        fc.option(ids),
        id,
        async (callers, homes, apps, allowed, asked) => {
          const document: TenantDocument = {
            ...(apps && { applications: apps.map((one) => ({ clientId: one, rights: [] })) }),
            ...(allowed && { allowedHomeTenants: allowed }),
          };
          const of = { hostTenantId, callerClientIds: callers, allowedHomeTenants: homes };
          const read = await withDocument(document, hostTenantId, of).readDefault();
          expect(isAllowed(read.callerClientIds, asked)).toBe(
            isAllowed(callers, asked) && (apps?.includes(asked) ?? true),
          );
          expect(allowsHomeTenant(read, asked)).toBe(isAllowed(homes, asked) && (allowed?.includes(asked) ?? true));
        },
      ),
    );
  });

  it.each([
    [{}, 'active'],
    [{ isPaused: true }, 'paused'],
    [{ departures: [{ startedAt: '' }] }, 'left'],
    [{ isPaused: true, departures: [{ startedAt: '', finishedAt: '' }] }, 'left'],
    [{ departures: [{ homeTenantId, startedAt: '' }] }, 'active'],
  ])('reads of %j that it is %s', async (document, state) => {
    expect((await withDocument(document).readDefault()).state).toBe(state);
  });

  it('lets nobody of a home tenant in that has left, and nobody at all into a host tenant that has', async () => {
    const departed = await withDocument({ departures: [{ homeTenantId, startedAt: '' }] }).readDefault();
    expect(allowsHomeTenant(departed, homeTenantId)).toBe(false);
    expect(allowsHomeTenant(departed, hostTenantId)).toBe(true);
    const left = await withDocument({ departures: [{ startedAt: '' }] }).readDefault();
    expect(allowsHomeTenant(left, hostTenantId)).toBe(false);
  });
});

describe('createRegistrations', () => {
  const described = { entraAuthority: authority, entraClientId: clientId, entraCredential: 'federated' } as const;
  const standard = { clientId, authority, credential: 'federated' };

  it('gives every leg and home tenant the one client of the settings where there is no document', async () => {
    const registrations = createRegistrations(described, async () => ({ documents: [], refused: [] }));
    expect(await registrations.readDefault()).toEqual(standard);
    expect(await registrations.readForHomeTenant(homeTenantId)).toEqual(standard);
    expect(await registrations.read(clientId)).toEqual(standard);
    expect(await registrations.read(otherTenantId)).toBeUndefined();
  });

  it('gives the home tenants that a document names its client, and everybody else that of the settings', async () => {
    const name = '0000ca11-0000-4000-8000-0000000000b1';
    const document = { credential: 'secret', secretName: 'other', homeTenants: [homeTenantId] } as const;
    const registrations = createRegistrations(described, async () => ({
      documents: [{ name, document: { ...document, homeTenants: [homeTenantId] } }],
      refused: [],
    }));
    const own = { clientId: name, authority, credential: 'secret', secretName: 'other' };
    expect(await registrations.readForHomeTenant(homeTenantId)).toEqual(own);
    expect(await registrations.read(name)).toEqual(own);
    expect(await registrations.readForHomeTenant(otherTenantId)).toEqual(standard);
    expect(await registrations.readDefault()).toEqual(standard);
  });

  it('names where a secret or certificate is kept, never what it is', async () => {
    const of = { ...described, entraCredential: 'certificate', clientSecretName: 'client-certificate' } as const;
    const { secretName } = await createRegistrations(of, async () => ({ documents: [], refused: [] })).readDefault();
    expect(secretName).toBe('client-certificate');
  });
});
