import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAz } from '../../../infra/azure-cli/az.ts';
import { checkRegistration } from '../../../infra/preflight/check-registration.ts';
import { answer } from '../fake-az/answer.mjs';
import { installFakeAz, type FakeAz } from '../fake-az/install-fake-az.ts';

const clientId = 'a9911ca7-0000-4000-8000-000000000000';
const file = join(import.meta.dirname, '../../../infra/app-registration/roles.json');
const readRoles = () => JSON.parse(readFileSync(file, 'utf8'));

const other = 'a9911ca7-0000-4000-8000-0000000000ff';
let fake: FakeAz;
beforeAll(() => {
  fake = installFakeAz();
});
afterAll(() => fake.remove());

type Registered = ReturnType<typeof readRoles>;
const settings = { PUBLIC_URL: 'https://guestmail.contoso.com/api/', API_AUDIENCE: clientId };

function check(change: (registered: Registered) => void, more: Record<string, string> = {}) {
  const registered = { ...readRoles(), redirectUris: ['https://guestmail.contoso.com/api/callback'] };
  change(registered);
  const { appRoles, oauth2PermissionScopes, redirectUris } = registered;
  const app = { appId: clientId, appRoles, api: { oauth2PermissionScopes }, web: { redirectUris } };
  fake.change((state) => (state.applications = [app, { appId: other, web: { redirectUris: [] } }]));
  return checkRegistration(
    createAz(fake.environment, async (parts, given) => answer(parts, given)),
    { ...settings, ...more },
  );
}

describe('checkRegistration', () => {
  it('holds for what this version registers, and for what another one added', async () => {
    const isSame = await check(() => undefined);
    const hasMore = await check(({ appRoles }) => appRoles.push({ ...appRoles[0], id: 'new', value: 'Doors.Manage' }));

    for (const { ok, detail } of [isSame, hasMore])
      expect([ok, detail]).toEqual([
        true,
        'It has every app role and scope that this version needs, and the redirect URI.',
      ]);
  });

  it.each([
    ['that is missing', 'app role Manage', ({ appRoles }: Registered) => appRoles.pop()],
    ['that is disabled', 'app role Operate', ({ appRoles }: Registered) => (appRoles[1].isEnabled = false)],
    ['of another id', 'app role Mail.Send.AsUser', ({ appRoles }: Registered) => (appRoles[0].id = 'other')],
    ['that people cannot have', 'app role Operate', ({ appRoles }: Registered) => appRoles[1].allowedMemberTypes.pop()],
    ['of another name', 'scope operate', ({ oauth2PermissionScopes: [scope] }: Registered) => (scope.value = 'run')],
  ])('names a right %s, and who adds it', async (_, right, change) => {
    const { ok, detail, who } = await check(change);

    expect([ok, who]).toEqual([false, 'host_admin']);
    expect(detail).toContain(`or has it otherwise: ${right}. An Application Administrator of the host tenant`);
  });

  it('names everything where the registration has none of it', async () => {
    const { detail } = await check((registered) =>
      Object.assign(registered, { appRoles: undefined, oauth2PermissionScopes: undefined }),
    );

    expect(detail).toContain(
      'app role Mail.Send.AsUser, app role Operate, app role Senders.Manage, app role Manage, scope operate, scope manage',
    );
  });

  it.each([
    ['has it otherwise', {}, ['https://guestmail.contoso.com/API/callback']],
    ['has none', {}, undefined],
    ['is another application that lacks it', { ENTRA_CLIENT_ID: other }, undefined],
    ['is all that is shown', { API_AUDIENCE: 'api://elsewhere', ENTRA_CLIENT_ID: other }, undefined],
  ])('names the redirect URI where the registration that people sign in to %s', async (_, more, uris) => {
    const { ok, detail } = await check((registered) => (registered.redirectUris = uris), more);

    expect(ok).toBe(false);
    expect(detail).toContain('otherwise: redirect URI (Web) https://guestmail.contoso.com/api/callback. An');
  });

  it('says that it compared nothing where the CLI does not show the registration, or is not there', async () => {
    const unseen = await check(() => undefined, { API_AUDIENCE: 'api://elsewhere' });
    const noCli = await checkRegistration(createAz({ PATH: '' }), settings);

    for (const { ok, detail } of [unseen, noCli]) {
      expect(ok).toBe(true);
      expect(detail).toContain('were not compared');
    }
  });
});
