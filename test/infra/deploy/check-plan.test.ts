import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flexClouds } from '../../../infra/deploy/check-plan.ts';
import { readTemplate } from '../expanded.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const writes = (from: number) =>
  stage
    .commands()
    .slice(from)
    .filter((line) => /^(group create|provider register|deployment group create)/.test(line));

describe('checkPlan', () => {
  it.each([
    ['Flex', 'Auto', 'Dedicated'],
    ['Flex', 'Flex', 'Dedicated'],
    ['Dedicated', 'Dedicated', 'Flex'],
    ['Dedicated', 'Dedicated', 'Auto'],
  ])('refuses, before anything is changed, to move an app from %s (%s) to %s', async (has, first, wanted) => {
    await stage.deploy({ settings: { GUESTMAIL_PLAN: first } });
    const from = stage.commands().length;
    const moved = await stage.deploy({ settings: { GUESTMAIL_PLAN: wanted } });

    expect(moved.exitCode).toBe(1);
    expect(moved.output).toContain(`runs on the plan ${has}, and Azure cannot move an app to`);
    expect(writes(from)).toEqual([]);
  });

  it('refuses it also where only the plan is left', async () => {
    await stage.deploy();
    stage.fake.change(
      (state) =>
        (state.resources = state.resources.filter(({ type }: { type: string }) => type !== 'Microsoft.Web/sites')),
    );

    expect((await stage.deploy({ settings: { GUESTMAIL_PLAN: 'Dedicated' } })).exitCode).toBe(1);
  });

  it.each(['Flex', 'Auto', ''])('goes on with the plan that is there, named as "%s"', async (GUESTMAIL_PLAN) => {
    await stage.deploy();

    expect((await stage.deploy({ settings: { GUESTMAIL_PLAN } })).exitCode).toBe(0);
  });

  it('knows the clouds with Flex as the template does', () => {
    const clouds = readTemplate().variables?.['clouds'] ?? readTemplate().variables?.['$fxv#0'];
    const text = JSON.stringify(clouds ?? readTemplate().variables);
    const offering = [...text.matchAll(/"(\w+)":\{"entraAuthority":[^{}]*"offersFlex":true/g)].map(([, name]) => name);

    expect(offering).toEqual(flexClouds);
  });
});
