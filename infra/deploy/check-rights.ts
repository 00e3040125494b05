/**
 * Checks that this account may deploy and assign roles in the resource group, and says who gives it what is missing.
 *
 * An administrator whose right to assign roles has a condition is taken at its word: it must allow every role that the template
 * assigns. A condition that cannot be read is no reason to stop; then the deployment shows it.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { readRoleIds, type Role } from './read-role-ids.ts';
import { Stop } from './stop.ts';

const VERSION = 'api-version=2022-04-01';
const ASSIGN = 'Microsoft.Authorization/roleAssignments/write';
const ADMINISTRATOR = 'Role Based Access Control Administrator';

/** One action stands for each role: an account that may do it has the role, or one that includes it. */
const rights = [
  ['Contributor', 'Microsoft.Web/sites/write'],
  ['Contributor', 'Microsoft.Resources/deployments/write'],
  [ADMINISTRATOR, ASSIGN],
] as const;

interface Permission {
  actions: string[];
  notActions: string[];
}
interface Assignment {
  properties: { roleDefinitionId: string; condition?: string | null };
}

/** Throws Stop with the commands for an Owner when something is missing. */
export async function checkRights(context: Context, account: Account, resourceGroup: string): Promise<void> {
  const scope = `/subscriptions/${account.subscriptionId}/resourceGroups/${resourceGroup}`;
  const get = <Answer>(url: string, more: readonly string[] = []) =>
    context.az.json<Answer>(['rest', '--method', 'get', '--url', url, ...more]);
  const permissions = await get<{ value: Permission[] }>(
    `${scope}/providers/Microsoft.Authorization/permissions?${VERSION}`,
  );
  const missing = new Set(rights.filter(([, action]) => !allows(permissions.value, action)).map(([role]) => role));
  const conditions = await readConditions(context, get, scope);
  if (conditions.length > 0) missing.delete(ADMINISTRATOR);
  if (missing.size > 0) throw new Stop(explainMissing([...missing], account, resourceGroup, scope));
  if (conditions.length > 0) checkConditions(context, conditions, await readRoleIds(), resourceGroup);
}

function allows(permissions: readonly Permission[], action: string): boolean {
  const matches = (pattern: string) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'i').test(action);
  return permissions.some(({ actions, notActions }) => actions.some(matches) && !notActions.some(matches));
}

type Get = <Answer>(url: string, more?: readonly string[]) => Promise<Answer>;

/** Of the assignments that let this account assign roles; none where one of them has no condition, or nobody can tell. */
async function readConditions({ az }: Context, get: Get, scope: string): Promise<string[]> {
  const { accessToken } = await az.json<{ accessToken: string }>(['account', 'get-access-token']);
  const objectId = readObjectId(accessToken);
  if (!objectId) return [];
  const url = `${scope}/providers/Microsoft.Authorization/roleAssignments?${VERSION}`;
  const filter = ['--uri-parameters', `$filter=assignedTo('${objectId}')`];
  const { value } = await get<{ value: Assignment[] }>(url, filter).catch((error: unknown) => {
    if (error instanceof AzureRefusal && error.codes.includes('AuthorizationFailed')) return { value: [] };
    throw error;
  });
  if (value.every(({ properties }) => !properties.condition)) return [];
  const assigning = await Promise.all(
    value.map(async ({ properties }) => {
      type Definition = { properties: { permissions: Permission[] } };
      const { properties: role } = await get<Definition>(`${properties.roleDefinitionId}?${VERSION}`);
      return allows(role.permissions, ASSIGN) ? [properties.condition ?? ''] : [];
    }),
  );
  const conditions = assigning.flat();
  return conditions.includes('') ? [] : conditions;
}

/** The claim `oid`; undefined for a token that is none. It is only asked about, so its signature does not matter here. */
function readObjectId(token: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { oid?: unknown };
    return typeof claims.oid === 'string' && /^[0-9a-f-]{36}$/i.test(claims.oid) ? claims.oid : undefined;
  } catch {
    return undefined;
  }
}

function checkConditions(
  { print }: Context,
  conditions: readonly string[],
  roles: readonly Role[],
  resourceGroup: string,
): void {
  const verdicts = conditions.map((condition) => evaluateCondition(condition));
  const list = (some: readonly Role[]) => some.map(({ name, id }) => `  ${id}  ${name}`).join('\n');
  const refused = roles.filter(({ id }) => !verdicts.some((mayAssign) => mayAssign(id) !== false));
  if (refused.length > 0)
    throw new Stop(
      `Your right to assign roles in ${resourceGroup} has a condition that does not allow every role that the app needs. An Owner adds ` +
        `these to it, for service principals, or gives you ${ADMINISTRATOR} without a condition:\n${list(refused)}`,
    );
  if (roles.some(({ id }) => !verdicts.some((mayAssign) => mayAssign(id))))
    print(
      `Your right to assign roles has a condition. The app needs these roles, for a service principal:\n${list(roles)}`,
    );
}

function explainMissing(missing: readonly string[], { user }: Account, resourceGroup: string, scope: string): string {
  const commands = missing.map(
    (role) => `  az role assignment create --assignee "${user}" --role "${role}" --scope ${scope}`,
  );
  return (
    `Your account lacks ${missing.join(' and ')} on the resource group ${resourceGroup}. An Owner runs:\n` +
    commands.join('\n')
  );
}
