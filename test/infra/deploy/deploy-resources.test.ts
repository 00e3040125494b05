import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  stage.fake.change((state) =>
    Object.assign(state.providers, { 'Microsoft.App': 'Registered', 'Microsoft.Network': 'Registered' }),
  );
});
afterEach(() => stage.close());

const deployments = (from = 0) =>
  stage
    .commands()
    .slice(from)
    .filter((line) => line.endsWith('infra/main.bicepparam')).length;
type Reachable = { name: string; properties: { publicNetworkAccess?: string } };
const reachable = { hostStorage: 'gmhostabc123', dataStorage: 'gmdataabc123', keyVault: 'guestmail-abc123' };
const find = (resources: Reachable[], of: keyof typeof reachable) =>
  resources.find(({ name }) => name === reachable[of])!.properties;
const isClosed = () => {
  const { resources } = stage.fake.state();
  return Object.values(reachable).every(
    (name) => resources.find((one: Reachable) => one.name === name).properties.publicNetworkAccess === 'Disabled',
  );
};
/** How many deployments there were since, and what a running app lost or strangers won in them. */
const outcome = (from: number) => {
  const { outages, opened } = stage.fake.state();
  return { deployments: deployments(from), isClosed: isClosed(), outages, opened };
};
const settings = { GUESTMAIL_PRIVATE_NETWORK: 'true' };

describe('an active deployment', () => {
  it('is waited for, and then everything is done', async () => {
    const message =
      "Unable to edit or replace deployment 'guestmail-guestmail': previous deployment from '11/29/2026 1:58:12 PM' is still active.";
    stage.fake.change((state) => (state.refusals = [{ of: 'infra/main.bicepparam', times: 40, message }]));
    const { exitCode, output } = await stage.deploy();

    expect(exitCode).toBe(0);
    expect(
      output.match(/Deployment: DeploymentActive\. Another deployment of this installation is active/g),
    ).toHaveLength(40);
  });
});

describe('a private network', () => {
  const isPrivate = async () => void (await stage.deploy({ settings }));
  const change = (edit: (resources: Reachable[]) => void) => stage.fake.change(({ resources }) => edit(resources));
  const isPrivateBut = (of: keyof typeof reachable, value: string) => async () => {
    await isPrivate();
    change((resources) => (find(resources, of).publicNetworkAccess = value));
  };
  it.each<[history: string, prepare: () => Promise<void>, deployments: number]>([
    ['is new', async () => undefined, 1],
    ['is private', isPrivate, 1],
    ['is open', async () => void (await stage.deploy()), 2],
    [
      "was made private by the release that left the host's account open and without an endpoint",
      async () => {
        await isPrivate();
        change((resources) => (find(resources, 'hostStorage').publicNetworkAccess = 'Enabled'));
        stage.fake.change((state) => {
          state.resources = state.resources.filter(({ name }: Reachable) => !name.startsWith('pep-gmhost'));
        });
      },
      2,
    ],
    ['is private, but for the data account', isPrivateBut('dataStorage', 'Enabled'), 2],
    ['is private, but for the vault', isPrivateBut('keyVault', 'Enabled'), 2],
    ['is private, its vault by a perimeter', isPrivateBut('keyVault', 'SecuredByPerimeter'), 1],
  ])('closes what has its endpoint and is used from inside, and opens nothing: %s', async (_, prepare, expected) => {
    await prepare();
    const from = stage.commands().length;
    const { exitCode, output } = await stage.deploy({ settings: { ...settings, ERP_NAME: 'Business Central' } });

    expect(exitCode).toBe(0);
    expect(outcome(from)).toEqual({ deployments: expected, isClosed: true, outages: 0, opened: 0 });
    expect(output.includes('closing public access')).toBe(expected === 2);
  });

  it('leaves open what GUESTMAIL_STAY_OPEN says, and closes the rest', async () => {
    await stage.deploy();
    const from = stage.commands().length;
    await stage.deploy({ settings: { ...settings, GUESTMAIL_STAY_OPEN: '["hostStorage"]' } });
    expect(outcome(from)).toEqual({ deployments: 2, isClosed: false, outages: 0, opened: 0 });
    await stage.deploy();
    expect(outcome(from)).toEqual({ deployments: 4, isClosed: true, outages: 0, opened: 0 });
  });

  it.each(['hostStorage', '["host"]', '{"hostStorage":true}', '[1]'])(
    'refuses GUESTMAIL_STAY_OPEN=%s before anything is created',
    async (GUESTMAIL_STAY_OPEN) => {
      const { exitCode, output } = await stage.deploy({ settings: { ...settings, GUESTMAIL_STAY_OPEN } });
      expect([exitCode, stage.fake.state().groups]).toEqual([1, {}]);
      expect(output).toContain('GUESTMAIL_STAY_OPEN is not a JSON list of hostStorage, dataStorage, keyVault');
    },
  );

  it('goes on where it was stopped between the two', async () => {
    await stage.deploy();
    const refusals = [{ of: 'infra/main.bicepparam', after: 1, times: 1, message: '(InternalServerError) It broke.' }];
    stage.fake.change((state) => (state.refusals = refusals));
    const stopped = await stage.deploy({ settings });
    expect([stopped.exitCode, isClosed()]).toEqual([1, false]);
    const again = await stage.deploy();

    expect([again.exitCode, isClosed(), stage.fake.state().outages]).toEqual([0, true, 0]);
  });
});
