import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { computeMonth, sumMonth } from '../../../infra/cost/compute-month.ts';
import { COUNTED } from '../../../shared/activity/counted-work.ts';
import { preview } from '../../../infra/deploy/preview.ts';
import type { FakeState } from '../fake-az/install-fake-az.ts';
import { setStage, type Given, type Stage } from './stage.ts';

/** Every command that only reads; one that is not here counts as writing. */
const reading = [
  /^(version|bicep version|account show|cloud show|group show|provider list|resource list|ad app show)\b/,
  /^account get-access-token\b/,
  /^keyvault list-deleted\b/,
  /^deployment group (show|what-if)\b/,
  /^rest --method get\b/,
  // A list of settings is read by a post.
  /^rest --method post --url \S+\/config\/appsettings\/list\?api-version=[\d-]+$/,
];

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const look = (given: Given = {}) => stage.run(given, preview);
/** Without what the stand-in notes about its calls. */
const readState = (): FakeState => ({ ...stage.fake.state(), commands: [], calls: [] });

async function lookWithoutWriting(given: Given = {}) {
  const [before, from] = [readState(), stage.commands().length];
  const outcome = await look(given);
  const commands = stage.commands().slice(from);

  expect(commands.length).toBeGreaterThan(4);
  expect(commands.filter((line) => !reading.some((one) => one.test(line)))).toEqual([]);
  expect(readState()).toEqual(before);
  expect(stage.kudu.requests.length).toBe(stage.kudu.packages.length * 4);
  return outcome;
}

describe('--what-if', () => {
  it('says for a new group what would be there, and writes nothing', async () => {
    stage.fake.change((state) => (state.providers['Microsoft.Web'] = 'NotRegistered'));
    const { exitCode, output } = await lookWithoutWriting({ answers: [] });

    expect(exitCode).toBe(0);
    expect(output).toContain('registers the applications Guestmail and Guestmail caller (ERP)');
    expect(output).toContain('creates the resource group rg-guestmail in westeurope');
    expect(output).toContain('  + new       Microsoft.Storage/storageAccounts (2)\n');
    expect(output).not.toContain('Microsoft.Network/');
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a domain',
      { GUESTMAIL_CUSTOM_DOMAIN: 'mail.contoso.com' },
      'Address: binds mail.contoso.com to the app, with a certificate of Azure, once its DNS records lead there; then becomes https://mail.contoso.com/api instead of https://guestmail-guestmail-abc123.azurewebsites.net/api,',
    ],
    [
      'a gateway',
      { PUBLIC_URL: 'https://gateway.contoso.com/api' },
      'Address: becomes https://gateway.contoso.com/api instead of',
    ],
  ])('says that the address becomes that of %s', async (_, settings, line) => {
    await stage.deploy();
    const { output } = await lookWithoutWriting({ settings });

    expect(output).toContain(line);
    expect((await look()).output).not.toContain('Address:');
  });

  it('says for an installation what is new, changed and as it is, and writes nothing', async () => {
    await stage.deploy();
    const other = {
      id: '/subscriptions/s/providers/Microsoft.Sql/servers/payroll',
      type: 'Microsoft.Sql/servers',
      name: 'payroll',
    };
    stage.fake.change((state) => state.resources.push(other));
    const settings = { GUESTMAIL_PRIVATE_NETWORK: 'true', GUESTMAIL_LOG_RETENTION_DAYS: '90' };
    const { exitCode, output } = await lookWithoutWriting({ settings });

    expect(exitCode).toBe(0);
    expect(output).toContain('brings the application a9911ca7-0000-4000-8000-000000000000 up to date');
    expect(output).toContain('  + new       Microsoft.Network/virtualNetworks/vnet-guestmail-guestmail-abc123\n');
    expect(output).toMatch(/~ changed {3}Microsoft.OperationalInsights\/workspaces\/\S+: properties.retentionInDays\n/);
    expect(output).toContain(
      '  ~ changed   Microsoft.KeyVault/vaults/guestmail-abc123: properties.publicNetworkAccess\n',
    );
    expect(output).toContain('  = as it is  Microsoft.Web/serverfarms/plan-guestmail-guestmail-abc123\n');
    expect(output).toContain('1 other resources of the group stay as they are.');
  });

  it('says what becomes of a registration as a deployment does: its own name, another one, or none', async () => {
    const byHand = 'a9911ca7-0000-4000-8000-0000000000ff';
    await stage.deploy({ settings: { GUESTMAIL_RESOURCE_NAMES: '{"functionApp":"func-mail"}' } });
    expect((await lookWithoutWriting()).output).toContain(
      'brings the application a9911ca7-0000-4000-8000-000000000000 up',
    );
    const other = {
      id: 'x',
      appId: byHand,
      uniqueName: 'guestmail-other-abc123',
      web: { redirectUris: [] as string[] },
    };
    stage.fake.change((state) => state.applications.push(other));
    const settings = { ENTRA_CLIENT_ID: byHand };
    expect(await lookWithoutWriting({ settings })).toMatchObject({ exitCode: 3 });
    stage.fake.change((state) =>
      state.applications.at(-1).web.redirectUris.push(`${state.appSettings.PUBLIC_URL}/callback`),
    );
    expect((await lookWithoutWriting({ settings })).output).toContain(`leaves the application ${byHand} as it is`);
    stage.fake.change((state) => (state.applications = []));
    expect((await lookWithoutWriting()).output).toContain('has no such application');
  });

  it('shows a change of a later time as one that it does not know', async () => {
    await stage.deploy();
    stage.fake.change((state) => (state.unknownChange = '/subscriptions/s/providers/Microsoft.Web/plans/new'));

    expect((await lookWithoutWriting()).output).toContain('  ? not known Microsoft.Web/plans/new\n');
  });

  it('says that a deleted vault would be taken back', async () => {
    await stage.deploy();
    await stage.teardown({ settings: { GUESTMAIL_CONFIRM: 'guestmail' } });

    expect((await lookWithoutWriting()).output).toContain(
      'The vault guestmail-abc123 of an earlier installation is taken back',
    );
  });

  it('refuses what a deployment would refuse', async () => {
    expect((await look({ settings: { GUESTMAIL_TAGS: 'x' } })).exitCode).toBe(1);
    expect((await look({ settings: { CALLER_CLIENT_IDS: ' , ' } })).exitCode).toBe(1);
    await stage.deploy();
    expect((await look({ settings: { GUESTMAIL_PLAN: 'Dedicated' } })).exitCode).toBe(1);
  });

  const price = (sends: number) => `$${sumMonth(computeMonth(sends, COUNTED)).toFixed(2)}`;

  it('prints what infra/README.md says a month costs, and what the settings add', async () => {
    const usual = await look();
    const { output } = await look({
      settings: {
        GUESTMAIL_PRIVATE_NETWORK: 'true',
        GUESTMAIL_STATIC_EGRESS: 'true',
        GUESTMAIL_ALWAYS_READY_INSTANCES: '1',
        GUESTMAIL_DELIVERY_ALWAYS_READY_INSTANCES: '2',
        GUESTMAIL_INSTANCE_MEMORY_MB: '2048',
      },
    });

    for (const sends of [0, 10_000, 1_000_000])
      expect(usual.output).toMatch(new RegExp(`\\${price(sends)} {2}with ${sends.toLocaleString('en')} messages`));
    expect(usual.output).not.toContain('of it for');
    expect(output).toMatch(/\$62\.21 {2}of it for 3 always-ready instances\n/);
    expect(output).toMatch(/\$\d+\.\d\d {2}of it for \d private endpoints\n/);
    expect(output).toMatch(/\$32\.40 {2}of it for NAT gateway\n +\$3\.60 {2}of it for public address\n/);
    expect(output).toContain('Not in it: traffic out of Azure.');
    const [idle = 0, ...parts] = [...output.matchAll(/\$([\d.]+) {2}(?:with 0 m|of it)/g)].map(([, dollars]) =>
      Number(dollars),
    );
    expect(idle - parts.reduce((sum, dollars) => sum + dollars, 0)).toBeCloseTo(sumMonth(computeMonth(0, COUNTED)), 1);
  });

  it('names what it has no price for, and leaves the rule out that is off', async () => {
    const { output } = await look({ settings: { GUESTMAIL_PLAN: 'Dedicated', GUESTMAIL_WATCH_TABLE_WRITES: 'false' } });
    const [, idle] = /\$([\d.]+) {2}with 0 messages/.exec(output) ?? [];

    expect(output).toContain('Not in it: the Dedicated plan (B1), traffic out of Azure.');
    expect(sumMonth(computeMonth(0, COUNTED)) - Number(idle)).toBeCloseTo(0.5, 1);
  });
});
