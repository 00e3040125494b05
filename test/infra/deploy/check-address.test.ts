import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Stage } from './stage.ts';

const file = join(import.meta.dirname, '../../../infra/app-registration/roles.json');
const { appRoles, oauth2PermissionScopes } = JSON.parse(readFileSync(file, 'utf8'));
const byHand = 'a9911ca7-0000-4000-8000-0000000000ff';
const host = 'guestmail-guestmail-abc123.azurewebsites.net';
const domain = 'guestmail.contoso.com';
const bound = { GUESTMAIL_CUSTOM_DOMAIN: domain };
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  stage.fake.change((state) => (state.records = { [domain]: host }));
});
afterEach(() => stage.close());

const change = (edit: (state: FakeState) => void) => stage.fake.change(edit);
const address = () => stage.fake.state().appSettings.PUBLIC_URL as string;
const addRedirectUri = (uri: string) =>
  change(({ applications }) => applications.at(-1).web.redirectUris.push(`${uri}/callback`));

/** The registration is another person's: they made it by hand, or our own may not be changed any more. */
const others: Record<string, () => Promise<unknown>> = {
  async 'made by hand'() {
    const web = { redirectUris: [`https://${host}/api/callback`] };
    change((state) =>
      state.applications.push({ id: 'x', appId: byHand, appRoles, api: { oauth2PermissionScopes }, web }),
    );
    await stage.deploy({ settings: { ENTRA_CLIENT_ID: byHand } });
  },
  async 'that this account may not change'() {
    await stage.deploy();
    change((state) => {
      state.entraRights = false;
      state.applications.reverse();
    });
  },
};

describe('a new address', () => {
  describe.each(Object.entries(others))('with a registration %s', (_, install) => {
    beforeEach(install);

    it.each<[string, Record<string, string>, string]>([
      ['a domain', bound, `https://${domain}/api`],
      ['a gateway', { PUBLIC_URL: 'https://gateway.contoso.com/api/' }, 'https://gateway.contoso.com/api'],
    ])('of %s waits until its redirect URI is there', async (_name, settings, publicUrl) => {
      const first = await stage.deploy({ settings });
      const before = address();
      addRedirectUri(publicUrl);
      const second = await stage.deploy({ settings });

      expect([first.exitCode, before]).toEqual([3, `https://${host}/api`]);
      expect(first.output).toMatch(
        new RegExp(`nobody could connect[^]*An Application Administrator[^]*${publicUrl}/callback`),
      );
      expect(first.output).not.toContain('Deploying the resources');
      expect([second.exitCode, address()]).toEqual([0, publicUrl]);
    });
  });

  it('is also the way back to that of the app', async () => {
    await stage.deploy();
    await stage.deploy({ settings: bound });
    change((state) => (state.entraRights = false));
    const { exitCode, output } = await stage.deploy({ settings: { PUBLIC_URL: `https://${host}/api` } });

    expect([exitCode, address()]).toEqual([3, `https://${domain}/api`]);
    expect(output).toContain(`\n  https://${host}/api/callback\n`);
  });

  it('needs nobody where the registration follows', async () => {
    await stage.deploy();
    expect([(await stage.deploy({ settings: bound })).exitCode, address()]).toEqual([0, `https://${domain}/api`]);
  });

  const redirectUris = () => stage.fake.state().applications[0].web.redirectUris as string[];
  const refuse = (of: string) =>
    change((state) => (state.refusals = [{ of, times: 1, message: '(RequestDisallowedByPolicy) No.' }]));

  it.each(['AzureCloud', 'AzureUSGovernment'] as const)(
    'keeps people signing in where its deployment stops (%s)',
    async (cloud) => {
      await stage.close();
      stage = await setStage(cloud);
      const settings = { PUBLIC_URL: 'https://gateway.contoso.com/api', REGISTER_WAIT_SECONDS: '0' };
      await stage.deploy({ settings: { ...settings, PUBLIC_URL: '' } });
      refuse('infra/main.bicepparam');
      const stopped = await stage.deploy({ settings });
      expect([stopped.exitCode, address()]).toEqual([1, `https://${host}/api`]);
      expect(redirectUris()).toEqual([`${settings.PUBLIC_URL}/callback`, `https://${host}/api/callback`]);
      const again = await stage.deploy({ settings });

      expect([again.exitCode, address()]).toEqual([0, settings.PUBLIC_URL]);
      expect(redirectUris()).toEqual([`${settings.PUBLIC_URL}/callback`]);
    },
  );

  it('leaves only one redirect URI where it is given up after such a stop', async () => {
    await stage.deploy();
    refuse('infra/main.bicepparam');
    await stage.deploy({ settings: { PUBLIC_URL: 'https://gateway.contoso.com/api' } });
    const { exitCode } = await stage.deploy();

    expect([exitCode, redirectUris()]).toEqual([0, [`https://${host}/api/callback`]]);
  });

  it.each([
    ['says no', [], 3],
    ['knows it', [`https://${domain}/api/callback`], 0],
    ['does not say', undefined, 0],
  ])('is asked of Entra where the registration is not shown, and Entra %s', async (_name, entraKnows, exitCode) => {
    await stage.deploy({
      settings: {
        HOST_TENANT_ID: 'fab71ca0-0000-4000-8000-000000000001',
        ENTRA_CREDENTIAL: 'secret',
        ENTRA_CLIENT_ID: byHand,
      },
    });
    stage.entraKnows = entraKnows;

    expect((await stage.deploy({ settings: bound })).exitCode).toBe(exitCode);
    expect(address()).toBe(`https://${exitCode === 0 ? domain : host}/api`);
  });
});

describe('a registration without the redirect URI', () => {
  it('never ends a deployment with success, and holds up none that leaves the address as it is', async () => {
    await stage.deploy();
    change((state) => Object.assign(state, { entraRights: false }));
    change(({ applications }) => (applications[0].web.redirectUris = ['https://elsewhere.contoso.com/api/callback']));
    stage.preflight = [['redirect-uri']];
    const { exitCode, output, sleptMilliseconds } = await stage.deploy({ settings: { ERP_NAME: 'x' } });

    expect([exitCode, stage.fake.state().appSettings.ERP_NAME]).toEqual([3, 'x']);
    expect(output).toMatch(/^FAIL {2}registration .*redirect URI \(Web\) https:\/\/guestmail-guestmail-abc123/m);
    // Nothing that passes by itself.
    expect(sleptMilliseconds).toBe(10_000);
  });
});

describe('another registration', () => {
  it.each([
    ['made by hand', {}],
    ['of another installation', { uniqueName: 'guestmail-other-abc123' }],
  ])('%s waits until it has the redirect URI, and then is taken as it is', async (_, key) => {
    await stage.deploy();
    const grants = stage.fake.state().grants;
    change((state) =>
      state.applications.push({
        id: 'x',
        appId: byHand,
        appRoles,
        api: { oauth2PermissionScopes },
        web: { redirectUris: [] },
        ...key,
      }),
    );
    const settings = { ENTRA_CLIENT_ID: byHand };
    const stopped = await stage.deploy({ settings });
    const before = stage.fake.state().appSettings.ENTRA_CLIENT_ID;
    addRedirectUri(address());
    const taken = await stage.deploy({ settings });

    expect([stopped.exitCode, before]).toEqual([3, 'a9911ca7-0000-4000-8000-000000000000']);
    expect(stopped.output).toContain(`\n  https://${host}/api/callback\n`);
    expect([taken.exitCode, stage.fake.state().appSettings.ENTRA_CLIENT_ID]).toEqual([0, byHand]);
    expect(stage.fake.state().grants).toEqual(grants);
  });
});
