import { describe, expect, it, vi } from 'vitest';
import { tenantDocument } from '../../../shared/configuration-addresses.ts';
import {
  AUDIT_DAYS,
  CONFIGURATION_CACHE_SECONDS,
  CONFIGURATION_REFRESH_SECONDS,
} from '../../../shared/configuration-limits.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { readConfig } from '../../../shared/config.ts';
import { createTenancy } from '../../../shared/configuration/tenancy.ts';
import { neededSettings } from '../config-sample.ts';
import { clientId, homeTenantId, hostTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';
import { createConfigurationFixture, operator } from './configuration-fixture.ts';

const address = tenantDocument(hostTenantId);
const registration = { kind: 'registration', hostTenantId, name: '0000ca11-0000-4000-8000-0000000000b1' } as const;
const app = '0000ca11-0000-4000-8000-000000000001';
const environmentOf = (of: string) => ({ clientId: of, type: 'Production' as const, name: 'Live' });

describe('put', () => {
  it('writes the first version where there is none, and the next over the one that is named', async () => {
    const { configuration } = createConfigurationFixture();
    const first = await configuration.put(address, { name: 'Contoso' }, undefined, operator);
    expect([first.isNew, first.written.version]).toEqual([true, 1]);
    const second = await configuration.put(address, { isPaused: true }, 1, operator);
    expect([second.isNew, second.written.version]).toEqual([false, 2]);
    expect(await configuration.readStored(address)).toMatchObject({
      version: 2,
      changedBy: operator,
      document: { isPaused: true },
    });
    const versions = await configuration.listVersions(address);
    expect(versions.map(({ version, document }) => [version, document])).toEqual([
      [2, { isPaused: true }],
      [1, { name: 'Contoso' }],
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['that there is none', 'none'],
    ['an earlier version', 1],
    ['a later one', 3],
  ] as const)('refuses to write over a version when the request says %s', async (_case, expected) => {
    const { configuration } = createConfigurationFixture();
    await configuration.put(address, {}, undefined, operator);
    await configuration.put(address, { isPaused: true }, 1, operator);
    await expect(configuration.put(address, {}, expected, operator)).rejects.toMatchObject({
      code: 'document_changed',
    });
    expect(await configuration.readStored(address)).toMatchObject({ version: 2 });
  });

  it('does not write again what it says already', async () => {
    const { configuration, memory } = createConfigurationFixture();
    await configuration.put(address, { isPaused: true, name: 'Contoso' }, undefined, operator);
    const again = await configuration.put(address, { name: 'Contoso', isPaused: true }, 1, 'somebody else');
    expect(again.written).toMatchObject({ version: 1, changedBy: operator });
    expect((await memory.listAudit(10)).entries).toHaveLength(1);
  });

  it('goes on counting after a deletion, and gives no number twice', async () => {
    const { configuration, clock } = createConfigurationFixture();
    await configuration.put(address, {}, undefined, operator);
    clock.pass(1);
    await configuration.remove(address, 1, operator);
    expect(await configuration.readStored(address)).toBeUndefined();
    await expect(configuration.remove(address, undefined, operator)).rejects.toMatchObject({ code: 'not_found' });
    clock.pass(1);
    const again = await configuration.put(address, {}, 'none', operator);
    expect([again.isNew, again.written.version]).toEqual([true, 3]);
    const { entries } = await configuration.listAudit();
    expect(entries.map(({ action, version, by }) => [action, version, by])).toEqual([
      ['created', 3, operator],
      ['deleted', 2, operator],
      ['created', 1, operator],
    ]);
  });

  it('forgets entries of the audit that are older than AUDIT_DAYS', async () => {
    const { configuration, clock } = createConfigurationFixture();
    await configuration.put(address, {}, undefined, operator);
    clock.pass(AUDIT_DAYS * 24 * 3600 + 1);
    await configuration.put(address, { isPaused: true }, 1, operator);
    expect((await configuration.listAudit()).entries.map(({ version }) => version)).toEqual([2]);
  });

  it.each([
    [{ surprise: 1 }, '/surprise', 'is not a known property'],
    [{ isPaused: 'yes' }, '/isPaused', 'is not true or false'],
    [[], '', 'is not an object'],
    [{ applications: [{ clientId: 'x', rights: [] }] }, '/applications/0/clientId', 'is not a GUID'],
    [{ applications: [{ clientId: app }] }, '/applications/0/rights', 'is missing'],
    [
      { applications: [{ clientId: app, rights: ['operate'] }] },
      '/applications/0/rights/0',
      'is not one of send, read, manage',
    ],
    [{ allowedHomeTenants: ['*'] }, '/allowedHomeTenants/0', 'is not a GUID'],
    [
      { sandbox: { allowedRecipients: ['contoso.com'] } },
      '/sandbox/allowedRecipients/0',
      'is neither an address nor @ and a domain',
    ],
    [{ sandbox: { allowedRecipients: [], rewriteTo: '@contoso.com' } }, '/sandbox/rewriteTo', 'is not an address'],
    [{ limits: { messagesPerMinute: 0 } }, '/limits/messagesPerMinute', 'is not a whole number from 1 to 100000'],
    [{ departures: [{ startedAt: 'today' }] }, '/departures/0/startedAt', 'is not a time'],
  ])('refuses %j', async (value, pointer, detail) => {
    const { configuration, memory } = createConfigurationFixture();
    const refused = configuration.put(address, value, undefined, operator);
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request', faults: [{ pointer, detail }] });
    expect(await memory.read(address)).toBeUndefined();
  });

  it.each([
    [
      { applications: [{ clientId: otherTenantId, rights: ['send'] }] },
      '/applications/0/clientId',
      /CALLER_CLIENT_IDS/,
    ],
    [
      {
        applications: [
          { clientId: app, rights: [] },
          { clientId: app, rights: [] },
        ],
      },
      '/applications/1/clientId',
      /more than once/,
    ],
    [{ allowedHomeTenants: [homeTenantId, otherTenantId] }, '/allowedHomeTenants/1', /ALLOWED_HOME_TENANTS/],
    [{ environments: [environmentOf(app), environmentOf(otherTenantId)] }, '/environments/1/clientId', /may call/],
    [
      { applications: [{ clientId: app, rights: [] }], environments: [environmentOf(otherTenantId)] },
      '/environments/0/clientId',
      /may call/,
    ],
  ])('refuses a tenant that says more than the settings: %j', async (value, pointer, detail) => {
    const { configuration } = createConfigurationFixture({
      CALLER_CLIENT_IDS: app,
      ALLOWED_HOME_TENANTS: homeTenantId,
    });
    await expect(configuration.put(address, value, undefined, operator)).rejects.toMatchObject({
      faults: [{ pointer, detail: expect.stringMatching(detail) as string }],
    });
  });

  it('writes over what a setting has lost since, so that a tenant can be paused and leave, and takes no more of that kind', async () => {
    const { configuration, store, vault, clock, startInstance } = createConfigurationFixture();
    const named = {
      applications: [{ clientId: app, rights: ['send' as const] }],
      allowedHomeTenants: [otherTenantId, homeTenantId],
      environments: [environmentOf(app)],
    };
    await configuration.put(address, named, undefined, operator);
    const settings = { CALLER_CLIENT_IDS: clientId, ALLOWED_HOME_TENANTS: homeTenantId };
    const narrow = createTenancy(readConfig({ ...neededSettings, ...settings }), { store, vault, now: clock.now });
    await narrow.configuration.put(address, { ...named, isPaused: true }, 1, operator);
    expect(await narrow.tenants.read(hostTenantId)).toMatchObject({
      state: 'paused',
      callerClientIds: [],
      allowedHomeTenants: [homeTenantId],
    });
    const more = { allowedHomeTenants: [otherTenantId, homeTenantId, hostTenantId] };
    await expect(narrow.configuration.put(address, more, 2, operator)).rejects.toMatchObject({
      faults: [{ pointer: '/allowedHomeTenants/2' }],
    });
    await startInstance().configuration.put(address, {}, 2, operator);
    await expect(narrow.configuration.put(address, named, 3, operator)).rejects.toMatchObject({
      faults: [{ pointer: '/applications/0/clientId' }, { pointer: '/allowedHomeTenants/0' }],
    });
    const only = narrow.configuration.put(address, { environments: named.environments }, 3, operator);
    await expect(only).rejects.toMatchObject({ faults: [{ pointer: '/environments/0/clientId' }] });
  });

  it('lets nobody back who has left by leaving departures out, and ends none that has begun', async () => {
    const { configuration } = createConfigurationFixture();
    const startedAt = '2026-11-24T18:00:00Z';
    const ended = { homeTenantId: otherTenantId, startedAt, finishedAt: startedAt };
    const departures = [{ homeTenantId, startedAt }, ended];
    await configuration.put(address, { departures }, undefined, operator);
    for (const left of [undefined, [], [ended]])
      await expect(
        configuration.put(address, { name: 'Contoso', ...(left && { departures: left }) }, 1, operator),
      ).rejects.toMatchObject({ faults: [{ pointer: '/departures' }] });
    const [begun] = departures;
    await configuration.put(address, { departures: [begun] }, 1, operator);
    await configuration.put(address, { departures: [{ ...begun, finishedAt: startedAt }] }, 2, operator);
    await expect(configuration.put(address, {}, 3, operator)).rejects.toMatchObject({ code: 'invalid_request' });
    await configuration.put(address, { departures: [] }, 3, operator);
    await configuration.put(address, {}, 4, operator);
  });

  it.each([
    { isPaused: true },
    { sandbox: { allowedRecipients: [] } },
    { departures: [{ homeTenantId, startedAt: '2026-11-24T18:00:00Z', finishedAt: '2026-11-24T18:00:00Z' }] },
  ])('deletes no document that keeps a tenant to something: %j', async (document) => {
    const { configuration } = createConfigurationFixture();
    await configuration.put(address, document, undefined, operator);
    const faults = [{ pointer: 'path:tenant', detail: expect.stringContaining(Object.keys(document)[0] ?? '') }];
    await expect(configuration.remove(address, 1, operator)).rejects.toMatchObject({ faults });
    await configuration.put(address, { departures: [] }, 1, operator);
    await configuration.remove(address, 2, operator);
  });

  it('writes over a document that cannot be opened, and still counts on', async () => {
    const { configuration, memory } = createConfigurationFixture();
    await configuration.put(address, { name: 'first' }, undefined, operator);
    const row = await memory.read(address);
    const audit = { ...address, at: new Date(), by: operator, action: 'changed', version: 2 } as const;
    await memory.write({ ...row!, version: 2 }, row, audit);
    await expect(configuration.readStored(address)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    await configuration.put(address, { isPaused: true }, 2, operator);
    expect(await configuration.readStored(address)).toMatchObject({ version: 3, document: { isPaused: true } });
  });

  it.each([
    [{ credential: 'secret', homeTenants: [homeTenantId] }, '/secretName'],
    [{ credential: 'federated', secretName: 'x', homeTenants: [homeTenantId] }, '/secretName'],
    [{ credential: 'secret', secretName: 'Pepper', homeTenants: [homeTenantId] }, '/secretName'],
    [{ credential: 'federated', homeTenants: [] }, '/homeTenants'],
    [{ credential: 'federated', homeTenants: [otherTenantId] }, '/homeTenants/0'],
    [{ credential: 'federated', homeTenants: [homeTenantId, homeTenantId] }, '/homeTenants/1'],
    [{ credential: 'federated', homeTenants: [homeTenantId], cloud: 'usgov' }, '/cloud'],
    [{ credential: 'federated', homeTenants: [homeTenantId], cloud: 'moon' }, '/cloud'],
  ])('refuses the registration %j', async (value, pointer) => {
    const { configuration } = createConfigurationFixture({
      ALLOWED_HOME_TENANTS: homeTenantId,
      TOKEN_PEPPER_NAME: 'pepper',
      ENTRA_AUTHORITY: 'https://login.microsoftonline.com',
    });
    const refused = configuration.put(registration, value, undefined, operator);
    await expect(refused).rejects.toMatchObject({ faults: [expect.objectContaining({ pointer })] });
  });

  it('refuses a second registration for a home tenant, and one under the client id of the settings', async () => {
    const { configuration } = createConfigurationFixture();
    const document = { credential: 'federated', homeTenants: [homeTenantId], cloud: 'global' };
    await configuration.put(registration, document, undefined, operator);
    await configuration.put(registration, { ...document, homeTenants: [homeTenantId, otherTenantId] }, 1, operator);
    const other = { ...registration, name: '0000ca11-0000-4000-8000-0000000000b2' };
    await expect(configuration.put(other, document, undefined, operator)).rejects.toMatchObject({
      faults: [{ pointer: '/homeTenants/0', detail: 'has another registration already' }],
    });
    for (const name of [clientId, 'erp'])
      await expect(
        configuration.put(
          { ...registration, name },
          { credential: 'federated', homeTenants: [hostTenantId] },
          undefined,
          operator,
        ),
      ).rejects.toMatchObject({ faults: [{ pointer: 'path:name' }] });
  });
});

describe('what is stored', () => {
  it('shows nothing of a document, and opens as its own row and version alone', async () => {
    const { configuration, memory, startInstance } = createConfigurationFixture();
    await configuration.put(address, { name: 'Contoso Secret Project' }, undefined, operator);
    await configuration.put(address, { name: 'second' }, 1, operator);
    const row = await memory.read(address);
    if (!row?.sealed) throw new Error('It is there.');
    expect(Buffer.from(row.sealed).includes('Secret')).toBe(false);
    const [, first] = await memory.listVersions(address);
    const elsewhere = { ...address, hostTenantId: otherTenantId };
    const audit = { ...address, at: new Date(), by: operator, action: 'changed', version: 3 } as const;
    await memory.write({ ...row, version: 3, sealed: first?.sealed }, row, audit);
    await memory.write({ ...row, ...elsewhere }, undefined, { ...audit, ...elsewhere });
    const other = startInstance();
    await expect(other.configuration.readStored(address)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    await expect(other.tenants.read(hostTenantId)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    await expect(other.configuration.readStored(elsewhere)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('that was spoilt keeps its own tenant from being used and no other, until it is written over', async () => {
    const { configuration, memory, startInstance } = createConfigurationFixture();
    const other = tenantDocument(otherTenantId);
    await configuration.put(address, { isPaused: true }, undefined, operator);
    await configuration.put(other, {}, undefined, operator);
    const row = await memory.read(address);
    const audit = { ...address, at: new Date(), by: operator, action: 'changed', version: 2 } as const;
    await memory.write(
      { ...address, version: 2, sealed: new Uint8Array([1]), changedAt: new Date(), changedBy: '' },
      row,
      audit,
    );
    const { tenants, configuration: spoilt } = startInstance();
    await expect(tenants.read(hostTenantId)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    await expect(tenants.readDefault()).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect((await tenants.read(otherTenantId))?.state).toBe('active');
    expect(await tenants.read(homeTenantId)).toBeUndefined();
    expect((await spoilt.list('tenant')).refused).toMatchObject([{ hostTenantId }]);
    await expect(spoilt.put(address, {}, undefined, operator)).rejects.toMatchObject({ code: 'document_changed' });
    await spoilt.put(address, { isPaused: true }, 'any', operator);
    expect((await tenants.read(hostTenantId))?.state).toBe('paused');
  });

  it('of a registration that was spoilt makes no home tenant sign in to another one', async () => {
    const { configuration, memory, startInstance } = createConfigurationFixture();
    await configuration.put(
      registration,
      { credential: 'federated', homeTenants: [homeTenantId] },
      undefined,
      operator,
    );
    const row = await memory.read(registration);
    const audit = { ...registration, at: new Date(), by: operator, action: 'changed', version: 2 } as const;
    await memory.write(
      { ...registration, version: 2, sealed: new Uint8Array([1]), changedAt: new Date(), changedBy: '' },
      row,
      audit,
    );
    const { registrations } = startInstance();
    await expect(registrations.readForHomeTenant(homeTenantId)).rejects.toMatchObject({
      code: 'sealed_record_refused',
    });
    expect((await registrations.readDefault()).clientId).toBe(clientId);
  });

  it('refuses what is too large when it is compressed', async () => {
    const { configuration } = createConfigurationFixture();
    const homeTenants = Array.from({ length: 1_000 }, () => crypto.randomUUID());
    await configuration.put(address, { allowedHomeTenants: homeTenants }, undefined, operator);
    const applications = Array.from({ length: 200 }, () => ({
      clientId: crypto.randomUUID(),
      name: crypto.getRandomValues(Buffer.alloc(75)).toString('base64'),
      rights: ['send'],
    }));
    const tooLarge = {
      applications,
      allowedHomeTenants: homeTenants,
      departures: homeTenants.map((id) => ({
        homeTenantId: id,
        startedAt: new Date(Math.random() * 1e12).toISOString(),
        finishedAt: new Date(Math.random() * 1e12).toISOString(),
      })),
    };
    await expect(configuration.put(address, tooLarge, 1, operator)).rejects.toMatchObject({
      code: 'request_too_large',
    });
  });
});

describe('reading', () => {
  it('asks the store once in CONFIGURATION_CACHE_SECONDS, also where there is nothing', async () => {
    const { tenants, calls, clock } = createConfigurationFixture();
    for (const id of [hostTenantId, otherTenantId, homeTenantId]) await tenants.read(id);
    await tenants.readDefault();
    expect(calls).toEqual(['list tenant']);
    clock.pass(CONFIGURATION_CACHE_SECONDS);
    await tenants.read(hostTenantId);
    expect(calls).toEqual(['list tenant', 'list tenant']);
  });

  it('reads again behind a request before that, and uses what it has meanwhile', async () => {
    const { tenants, configuration, calls, clock, script, startInstance } = createConfigurationFixture();
    await tenants.read(hostTenantId);
    await startInstance().configuration.put(address, { isPaused: true }, undefined, operator);
    calls.length = 0;
    let go = () => {};
    script.before = () => new Promise((resolve) => (go = resolve));
    clock.pass(CONFIGURATION_REFRESH_SECONDS);
    for (let uses = 0; uses < 3; uses++) expect((await tenants.read(hostTenantId))?.state).toBe('active');
    expect(calls).toEqual(['list tenant']);
    go();
    script.before = undefined;
    await vi.waitFor(async () => expect((await tenants.read(hostTenantId))?.state).toBe('paused'));
    expect(calls).toEqual(['list tenant']);
    // What it read counts from then on, not for another lifetime.
    clock.pass(CONFIGURATION_CACHE_SECONDS - 1);
    expect((await configuration.list('tenant')).documents).toHaveLength(1);
  });

  it('uses nothing longer than that while it cannot be read, and says so', async () => {
    const { tenants, clock, script } = createConfigurationFixture();
    await tenants.read(hostTenantId);
    script.fail = new ConnectorError('storage_unavailable');
    clock.pass(CONFIGURATION_CACHE_SECONDS - 1);
    expect((await tenants.read(hostTenantId))?.state).toBe('active');
    clock.pass(1);
    await expect(tenants.read(hostTenantId)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  it('knows at once what was written here, whatever was under way', async () => {
    const { tenants, configuration, clock, script } = createConfigurationFixture();
    await tenants.read(hostTenantId);
    let go = () => {};
    script.before = () => new Promise((resolve) => (go = resolve));
    clock.pass(CONFIGURATION_REFRESH_SECONDS);
    await tenants.read(hostTenantId);
    script.before = undefined;
    await configuration.put(address, { isPaused: true }, undefined, operator);
    go();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await tenants.read(hostTenantId))?.state).toBe('paused');
  });
});
