import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const confirmed = { settings: { GUESTMAIL_CONFIRM: 'guestmail' }, withRegistration: true };
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.deploy({ settings: { ERP_NAME: 'Business Central' } });
});
afterEach(() => stage.close());

describe('a deployment after a teardown that has stopped', () => {
  it.each<[string, string, (state: { lockedTypes: string[] }) => unknown]>([
    ['before the history', 'deployment group delete', () => undefined],
    ['at a locked resource', 'nothing', (state) => (state.lockedTypes = ['Microsoft.Insights/actionGroups'])],
  ])('%s registers anew', async (_, of, change) => {
    stage.fake.change((state) => {
      state.refusals = [{ of, times: 1, message: '(AuthorizationFailed) You may not.' }];
      change(state);
    });
    const stopped = await stage.teardown(confirmed);
    const before = stage.fake.state().applications;
    const again = await stage.deploy();

    expect([stopped.exitCode, before, again.exitCode]).toEqual([1, [], 0]);
    expect(again.output).toContain('of an earlier installation was deleted; a new one takes its place');
    expect(stage.fake.state().applications).toHaveLength(2);
  });

  it('stays with a registration that is there, or that this account may not look for', async () => {
    const clientId = 'a9911ca7-0000-4000-8000-000000000000';
    const message = 'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}})';
    const of = `applications(appId='${clientId}')`;
    stage.fake.change((state) => (state.resources = []));
    for (const times of [0, 2]) {
      stage.fake.change((state) => (state.refusals = [{ of, times, message }]));
      const { exitCode, output } = await stage.deploy();
      expect([exitCode, output.includes('takes its place')]).toEqual([0, false]);
      stage.fake.change((state) => (state.resources = []));
    }
  });

  it('stops while the app is there, whose connections would be lost, and says who does what', async () => {
    stage.fake.change((state) => (state.applications = []));
    const { exitCode, output } = await stage.deploy();

    expect(exitCode).toBe(1);
    expect(output).toMatch(/has no such application\. If it was deleted by mistake, .* restores it .*; if a teardown/);
  });
});
