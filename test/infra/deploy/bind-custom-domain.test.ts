import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const domain = 'guestmail.contoso.com';
const settings = { GUESTMAIL_CUSTOM_DOMAIN: domain };
const host = 'guestmail-guestmail-abc123.azurewebsites.net';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const writeRecords = () => stage.fake.change((state) => (state.records = { [domain]: host }));
const redirectUris = (): string[] => stage.fake.state().applications[0].web.redirectUris;
const deployedUrl = () => stage.fake.state().appSettings.PUBLIC_URL as string;
const bindings = () => stage.commands().filter((line) => line.includes('custom-domain/main.bicepparam')).length;

describe('GUESTMAIL_CUSTOM_DOMAIN', () => {
  it('leaves a new installation at its own address, prints the records, and waits for them', async () => {
    const { exitCode, output } = await stage.deploy({ settings });

    expect(exitCode).toBe(3);
    expect([deployedUrl(), redirectUris()]).toEqual([`https://${host}/api`, [`https://${host}/api/callback`]]);
    expect(output).toContain(`     CNAME  ${domain}  ${host}\n     TXT    asuid.${domain}  A1B2C3\n`);
    expect(output).toContain(`The administrator of the DNS of contoso.com writes`);
    expect(output).toContain('Ready: every check holds.');
  });

  it('is not used before its records are there, however often it is tried', async () => {
    await stage.deploy({ settings });
    const { exitCode, output } = await stage.deploy({ settings });

    expect([exitCode, bindings(), deployedUrl()]).toEqual([3, 1, `https://${host}/api`]);
    expect(output).toContain(`CNAME  ${domain}`);
  });

  it('is bound once, and then is the address of app and registration, also where nobody names it again', async () => {
    await stage.deploy({ settings });
    writeRecords();
    const bound = await stage.deploy({ settings });
    const again = await stage.deploy({ settings });
    const later = await stage.deploy();

    expect([bound, again, later].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(bindings()).toBe(1);
    expect(deployedUrl()).toBe(`https://${domain}/api`);
    expect(redirectUris()).toEqual([`https://${domain}/api/callback`]);
    expect(bound.output).toContain(`API address      https://${domain}/api\n`);
    const commands = stage.commands();
    const registered = commands.findLastIndex((line) => line.includes('app-registration/main'));
    expect(commands.findIndex((line) => line.includes('custom-domain/'))).toBeLessThan(registered);
  });

  it.each(['SniEnabled', 'IpBasedEnabled'])('is left with the certificate that it has (%s)', async (sslState) => {
    await stage.deploy();
    writeRecords();
    stage.fake.change((state) =>
      state.site.properties.hostNameSslStates.push({ name: 'Guestmail.Contoso.com', hostType: 'Standard', sslState }),
    );
    const { exitCode } = await stage.deploy({ settings });

    expect([exitCode, bindings(), deployedUrl()]).toEqual([0, 0, `https://${domain}/api`]);
  });

  it('is waited for again where its app was deleted', async () => {
    await stage.deploy();
    writeRecords();
    await stage.deploy({ settings });
    stage.fake.change((state) => {
      state.resources = state.resources.filter(({ type }: { type: string }) => type !== 'Microsoft.Web/sites');
      state.site.properties.hostNameSslStates.pop();
    });
    const { exitCode } = await stage.deploy({ settings });
    expect([exitCode, deployedUrl()]).toEqual([3, `https://${host}/api`]);
    expect([(await stage.deploy({ settings })).exitCode, deployedUrl()]).toEqual([0, `https://${domain}/api`]);
  });

  it('tags what it makes, so that a teardown finds it', async () => {
    await stage.deploy();
    writeRecords();
    await stage.deploy({ settings: { ...settings, GUESTMAIL_TAGS: '{"CostCenter":"4711"}' } });

    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail-domain'].parameters).toMatchObject({
      isFlex: { value: true },
      tags: { value: { CostCenter: '4711', 'azd-env-name': 'guestmail' } },
    });
  });

  it('is refused, before anything is changed, for an app that can have no certificate', async () => {
    await stage.deploy();
    writeRecords();
    stage.fake.change((state) => (state.site.properties.siteScopedCertificatesEnabled = false));
    const { exitCode, output } = await stage.deploy({ settings });

    expect([exitCode, bindings()]).toEqual([1, 0]);
    expect(output).toContain('was made by an earlier release');
    expect(deployedUrl()).toBe(`https://${host}/api`);
  });

  it.each([
    'contoso.com',
    'https://guestmail.contoso.com',
    'guestmail.contoso.com/api',
    '-x.contoso.com',
    `${'x'.repeat(60)}.contoso.com`,
  ])('cannot be %s, which is said before anything is created', async (GUESTMAIL_CUSTOM_DOMAIN) => {
    const { exitCode, output } = await stage.deploy({ settings: { GUESTMAIL_CUSTOM_DOMAIN } });

    expect(exitCode).toBe(1);
    expect(output).toContain('GUESTMAIL_CUSTOM_DOMAIN cannot be');
    expect(stage.fake.state().groups).toEqual({});
  });
});
