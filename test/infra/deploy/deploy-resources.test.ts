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
const isClosed = () =>
  stage.fake.state().resources.find(({ type }: { type: string }) => type === 'Microsoft.Storage/storageAccounts')
    .properties.publicNetworkAccess === 'Disabled';
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
  it('closes an open installation only when its endpoints are there and its app is inside', async () => {
    await stage.deploy();
    const from = stage.commands().length;
    const { exitCode, output } = await stage.deploy({ settings });

    expect([exitCode, isClosed(), stage.fake.state().outages]).toEqual([0, true, 0]);
    expect(deployments(from)).toBe(2);
    expect(output).toContain('closing public access');
  });

  it('goes on where it was stopped between the two', async () => {
    await stage.deploy();
    const refusals = [{ of: 'infra/main.bicepparam', after: 1, times: 1, message: '(InternalServerError) It broke.' }];
    stage.fake.change((state) => (state.refusals = refusals));
    const stopped = await stage.deploy({ settings });
    expect([stopped.exitCode, isClosed()]).toEqual([1, false]);
    const again = await stage.deploy();

    expect([again.exitCode, isClosed(), stage.fake.state().outages]).toEqual([0, true, 0]);
  });

  it('takes one deployment where nothing is open, and stays closed', async () => {
    await stage.deploy({ settings });
    expect([deployments(), isClosed()]).toEqual([1, true]);
    await stage.deploy({ settings: { ERP_NAME: 'Business Central' } });
    expect([deployments(), isClosed()]).toEqual([2, true]);
  });
});
