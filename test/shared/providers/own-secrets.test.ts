import { describe, expect, it } from 'vitest';
import { documentKinds, type DocumentKind } from '../../../shared/configuration-addresses.ts';
import { createSmtpProvider } from '../../../shared/providers/smtp/smtp-provider.ts';
import { readOwnSecrets } from '../../../shared/providers/own-secrets.ts';
import { createConfigurationFixture, operator } from '../configuration/configuration-fixture.ts';

const hostTenantId = 'c0000000-0000-4000-8000-0000000000b1';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const callerId = '0000ca11-0000-4000-8000-000000000001';
const settings = {
  TOKEN_PEPPER_NAME: 'new-pepper,token-pepper',
  CLIENT_SECRET_NAME: 'client-secret',
  ALLOWED_HOME_TENANTS: homeTenantId,
};
const door = {
  callerId,
  template: 'invoice',
  language: { rule: 'fixed', language: 'en' },
  sender: { rule: 'fixed', sender: 'ann@fabrikam.com' },
  recipients: { rule: 'fixed', addresses: ['mia@contoso.com'] },
  events: ['posted'],
  fields: {},
  eventsPerHour: 10,
};
const callback = { url: 'https://erp.contoso.com/hook', events: ['message.sent'], callerId };
const registrationName = '0000ca11-0000-4000-8000-0000000000b2';

/** Every place where a document names a secret that is no password, and what it names there. */
const places: [DocumentKind, string, object][] = [
  ['registration', 'registration-secret', { credential: 'secret', homeTenants: [homeTenantId] }],
  ['registration', 'registration-certificate', { credential: 'certificate', homeTenants: [homeTenantId] }],
  ['source', 'source-secret', { callerId, secretNames: ['source-secret'] }],
  ['callback', 'callback-secret', { ...callback, secretNames: ['callback-secret'] }],
  [
    'door',
    'door-header',
    { ...door, kind: 'dataverse', header: { name: 'x-contoso-key', secretNames: ['other', 'door-header'] } },
  ],
  ['door', 'door-state', { ...door, kind: 'business-central-event', clientState: { secretNames: ['door-state'] } }],
];

const mailboxOf = (secretName: string) => ({
  provider: 'smtp' as const,
  host: 'smtp.contoso.com',
  port: 587 as const,
  security: 'starttls' as const,
  credential: { kind: 'password' as const, user: 'billing', secretName },
  mailboxes: [{ address: 'billing@fabrikam.com' }],
});

/** With these documents, and a mailbox with a password of this name. */
async function create(given: typeof places) {
  const fixture = createConfigurationFixture(settings);
  const { configuration, config } = fixture;
  for (const [index, [kind, secretName, document]] of given.entries()) {
    const isRegistration = kind === 'registration';
    const name = isRegistration ? registrationName : `one-${index}`;
    const value = { ...document, ...(isRegistration && { secretName }) };
    await configuration.put(
      { kind, hostTenantId: isRegistration ? config.hostTenantId : hostTenantId, name },
      value,
      'none',
      operator,
    );
  }
  const read: string[] = [];
  const provider = createSmtpProvider({
    readSecret: async (name) => (read.push(name), 'a password'),
    readToken: () => Promise.reject(new Error('It has a password.')),
    readOwnSecrets: () => readOwnSecrets(config, configuration.list),
    clientName: 'guestmail.contoso.com',
    isLoopbackAllowed: false,
    now: fixture.clock.now,
  });
  return {
    ...fixture,
    read,
    open: (secretName: string) =>
      provider.open({
        hostTenantId,
        name: 'billing',
        address: 'billing@fabrikam.com',
        document: mailboxOf(secretName),
      }),
    write: (secretName: string) =>
      configuration.put(
        { kind: 'mailbox', hostTenantId: config.hostTenantId, name: 'billing' },
        mailboxOf(secretName),
        undefined,
        operator,
      ),
  };
}

describe('a secret that is for something else than a mail server', () => {
  it.each([
    ...places.map(([kind, name, document]) => [`a ${kind}`, name, [[kind, name, document]]] as const),
    ['the settings', 'client-secret', []] as const,
    ['the settings, in rotation', 'token-pepper', []] as const,
  ])('is no password where %s names it: %s', async (_who, name, documents) => {
    const { write, open, read } = await create(documents as unknown as typeof places);
    for (const written of [name, name.toUpperCase()]) {
      await expect(write(written)).rejects.toMatchObject({ faults: [{ pointer: '/credential/secretName' }] });
      await expect(open(written)).rejects.toMatchObject({ code: 'mail_server_unusable' });
    }
    expect(read).toEqual([]);
    await write('smtp-password');
    expect(await open('smtp-password')).toBe('a password');
  });

  it('is looked for in documents of every kind, but those that name none', async () => {
    const asked: string[] = [];
    await readOwnSecrets({ tokenPepperName: [] }, async (kind) => (asked.push(kind), { documents: [], refused: [] }));
    const without: DocumentKind[] = ['tenant', 'template', 'mailbox'];
    expect(asked.toSorted()).toEqual(documentKinds.filter((kind) => !without.includes(kind)).toSorted());
  });

  it('may be named by a document that was spoilt, so no password is read then', async () => {
    const [, , source] = places;
    const { open, read, memory, clock } = await create([source!]);
    const address = { kind: 'source' as const, hostTenantId, name: 'one-0' };
    const row = (await memory.read(address))!;
    const audit = { ...address, at: new Date(), by: operator, action: 'changed', version: 2 } as const;
    await memory.write({ ...row, version: 2 }, row, audit);
    clock.pass(60);
    await expect(open('smtp-password')).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(read).toEqual([]);
  });
});
