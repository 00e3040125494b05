import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../../infra/deploy/check-account.ts';
import { checkRights } from '../../../infra/deploy/check-rights.ts';
import { readRoleIds } from '../../../infra/deploy/read-role-ids.ts';
import { everyTemplate, readTemplate } from '../expanded.ts';
import { setStage, type Stage } from './stage.ts';

const roles = await readRoleIds();
const roleDefinitions = '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions';
const me = '0be7a704-0000-4000-8000-000000000001';
const contributor = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] };
const administrator = { actions: ['Microsoft.Authorization/roleAssignments/write', '*/read'], notActions: [] };
const condition = (ids: readonly string[]) =>
  `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${ids.join(', ')}}))`;
const all = roles.map(({ id }) => id);

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

/** An account with Contributor and these assignments of another role: a condition each; undefined: none. */
const check = (conditions: readonly (string | undefined)[], { isSeen = true, assigned = administrator } = {}) => {
  const claims = Buffer.from(JSON.stringify({ oid: me })).toString('base64url');
  const assignment = (role: string, one?: string) => ({
    properties: { principalId: me, roleDefinitionId: `${roleDefinitions}/${role}`, condition: one },
  });
  stage.fake.change((state) => {
    state.accessToken = `e30.${claims}.c2ln`;
    state.permissions = isSeen ? [contributor, assigned] : [contributor];
    state.roleAssignments = [assignment('contributor'), ...conditions.map((one) => assignment('administrator', one))];
    state.roleDefinitions = {
      [`${roleDefinitions}/contributor`]: { properties: { permissions: [contributor] } },
      [`${roleDefinitions}/administrator`]: { properties: { permissions: [assigned] } },
    };
  });
  return stage.run({}, async (context) => checkRights(context, await checkAccount(context), 'rg-guestmail'));
};

describe('checkRights', () => {
  it.each([true, false])(
    'recognises an administrator whose condition allows every role (listed: %s)',
    async (isSeen) => {
      const outcome = await check([condition(all)], { isSeen });

      expect(outcome.exitCode).toBe(0);
      expect(outcome.output).not.toContain('condition');
    },
  );

  it('takes several conditions together, and one without a condition before all', async () => {
    expect((await check([condition(all.slice(0, 3)), condition(all.slice(3))])).exitCode).toBe(0);
    const { exitCode, output } = await check([condition([]), undefined]);
    expect(exitCode).toBe(0);
    expect(output).not.toContain('condition');
  });

  it('names the roles, with their ids, that a condition leaves out, and nothing else', async () => {
    const { exitCode, output } = await check([condition(all.slice(2))]);

    expect(exitCode).toBe(1);
    for (const [index, { name, id }] of roles.entries())
      expect(output.includes(`  ${id}  ${name}\n`), name).toBe(index < 2);
    expect(output).toContain('An Owner adds these to it, for service principals');
  });

  it('goes on where it cannot read a condition, and lists the roles', async () => {
    const { exitCode, output } = await check(["(@Environment[UtcNow] DateTimeLessThan '2027-01-01T00:00:00Z')"]);

    expect(exitCode).toBe(0);
    for (const { id } of roles) expect(output).toContain(id);
  });

  it('does not take the condition of another right for one of this', async () => {
    const reader = { actions: ['*/read'], notActions: [] };
    const { exitCode, output } = await check([condition(all)], { assigned: reader });

    expect(exitCode).toBe(1);
    expect(output).toContain('lacks Role Based Access Control Administrator');
  });

  it('decides by the permissions alone where the assignments may not be read', async () => {
    const refusals = [{ of: 'assignedTo', times: 1, message: '(AuthorizationFailed) No.' }];
    stage.fake.change((state) => (state.refusals = refusals));

    expect((await check([condition([])])).exitCode).toBe(0);
  });
});

describe('readRoleIds', () => {
  it('lists the roles of the template, as infra/README.md does', () => {
    const [, module] = everyTemplate(readTemplate()).find(([name]) => name === 'roleAssignments') ?? [];
    const used = JSON.stringify(module?.variables).match(/[0-9a-f-]{36}/g);
    const readme = readFileSync(join(import.meta.dirname, '../../../infra/README.md'), 'utf8');

    expect(roles.map(({ id }) => id)).toEqual(used);
    expect(roles[4]?.name).toBe('Key Vault Crypto Service Encryption User');
    for (const { id, name } of roles) expect(readme).toMatch(new RegExp(`\\| ${name} +\\| \`${id}\` \\|`));
  });
});
