import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTags } from '../../../infra/deploy/read-tags.ts';
import { setStage, type Stage } from './stage.ts';

const GUESTMAIL_TAGS = '{"CostCenter":"4711, emea","Owner Team":"it=contoso"}';
const tags = { CostCenter: '4711, emea', 'Owner Team': 'it=contoso' };
const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, index) => [`t${index}`, 'x']));
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

describe('GUESTMAIL_TAGS', () => {
  it('satisfies a policy for the group and for every resource, the identity included', async () => {
    stage.fake.change((state) => (state.requiredTags = ['CostCenter', 'Owner Team']));
    const without = await stage.deploy();
    const outcome = await stage.deploy({ settings: { GUESTMAIL_TAGS } });
    const { groups, deployments, resources } = stage.fake.state();

    expect(without.exitCode).toBe(1);
    expect(without.output).toContain('GUESTMAIL_TAGS for tags');
    expect(outcome.exitCode).toBe(0);
    expect(groups['rg-guestmail'].tags).toEqual(tags);
    for (const name of ['guestmail-guestmail', 'guestmail-guestmail-registration'])
      expect(deployments[`rg-guestmail/${name}`].parameters.tags.value).toEqual(tags);
    for (const one of resources) expect(one.tags).toMatchObject(tags);
  });

  it('satisfies it also where somebody else registers the app', async () => {
    stage.fake.change((state) => Object.assign(state, { requiredTags: ['CostCenter'], entraRights: false }));
    const outcome = await stage.deploy({ settings: { GUESTMAIL_TAGS } });

    expect(outcome.exitCode).toBe(3);
    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail-identity'].parameters.tags.value).toEqual(
      tags,
    );
  });

  it('stays as it is until it is given again, and is emptied by {}', async () => {
    const given = () => stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters.tags.value;
    await stage.deploy({ settings: { GUESTMAIL_TAGS } });
    stage.fake.change((state) => (state.deployments = {}));
    await stage.deploy({ settings: { GUESTMAIL_TAGS: '' } });
    expect(given()).toEqual(tags);
    await stage.deploy({ settings: { GUESTMAIL_TAGS: '{}' } });
    expect(given()).toEqual({});
  });

  it.each([
    'CostCenter=4711',
    '["CostCenter"]',
    'null',
    '{"CostCenter":4711}',
    '{"":"x"}',
    '{"a<b":"x"}',
    '{"azd-env-name":"x"}',
    '{"Microsoft.x":"x"}',
    JSON.stringify({ long: 'x'.repeat(257) }),
    '{"a=b":"x"}',
    JSON.stringify(many(48)),
  ])('%s is refused with an example', (text) => {
    expect(() => readTags(new Map([['GUESTMAIL_TAGS', text]]))).toThrow(
      /^GUESTMAIL_TAGS cannot be .*\{"CostCenter":"4711"\}/s,
    );
  });

  it('is shorter where private DNS zones get the tags, too', () => {
    const read = (more: Record<string, string>) =>
      readTags(new Map(Object.entries({ GUESTMAIL_TAGS: JSON.stringify(many(13)), ...more })));
    const isPrivate = { GUESTMAIL_PRIVATE_NETWORK: 'true' };

    expect(read({})).toEqual(many(13));
    expect(read({ ...isPrivate, GUESTMAIL_PRIVATE_DNS_ZONES: '/subscriptions/s/resourceGroups/rg-hub' })).toEqual(
      many(13),
    );
    expect(() => read(isPrivate)).toThrow('There may be 12 tags.');
  });

  it('takes over what it could give of the tags that a policy added, and leaves the rest to the policy', async () => {
    await stage.deploy({ settings: { GUESTMAIL_TAGS } });
    const added = { ...many(13), 'Azure-Owner': 'x', 'a=b': 'x' };
    stage.fake.change((state) => {
      for (const one of state.resources) one.tags = { ...one.tags, ...added };
    });
    const { exitCode, output } = await stage.deploy();

    expect(exitCode).toBe(0);
    expect(output).toContain('because GUESTMAIL_TAGS cannot: the tags Azure-Owner, a=b.');
    expect(stage.fake.state().deployments['rg-guestmail/guestmail-guestmail'].parameters.tags.value).toEqual({
      ...tags,
      ...many(13),
    });
  });

  it('is refused before anything is created', async () => {
    const outcome = await stage.deploy({ settings: { GUESTMAIL_TAGS: 'CostCenter=4711' } });

    expect([outcome.exitCode, stage.fake.state().groups]).toEqual([1, {}]);
  });
});
