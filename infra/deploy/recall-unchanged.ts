/**
 * Decides whether the resources need no deployment: nothing has changed here or in Azure since the last one. It would replace the
 * running instances for nothing, and end what they are sending.
 *
 * Four things have to agree: the record of the last deployment, what Azure says a deployment would change, the roles of the identity,
 * which that may leave out, and the outputs, which ARM may have forgotten. In doubt everything is deployed.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import { deploymentName, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { readRoleIds } from './read-role-ids.ts';
import { buildDigest } from './record-deployment.ts';
import { recallOutputs } from './run-deployment.ts';
import { runWhatIf, type ChangeType } from './run-what-if.ts';

const CHANGES: readonly ChangeType[] = ['Create', 'Delete', 'Deploy', 'Modify'];

/** The outputs of the last deployment; undefined where there is something to deploy, or nobody can tell. */
export async function recallUnchanged(
  context: Context,
  account: Account,
  target: Target,
): Promise<Record<string, string> | undefined> {
  const { present } = target;
  if (!present?.record || present.record !== (await buildDigest(context.settings, present.appSettings)))
    return undefined;
  try {
    const outputs = await recallOutputs(context, target, deploymentName(target));
    const principal = outputs['CONNECTOR_IDENTITY_PRINCIPAL_ID'];
    if (!outputs['CONNECTOR_APP_NAME'] || !principal) return undefined;
    const changes = await runWhatIf(context, target);
    if (changes.length === 0 || changes.some(({ changeType }) => CHANGES.includes(changeType))) return undefined;
    return (await hasRoles(context, account, target, principal)) ? outputs : undefined;
  } catch (error) {
    if (error instanceof AzureRefusal) return undefined;
    throw error;
  }
}

/** Whether each role that the template assigns is assigned somewhere in the group. */
async function hasRoles({ az }: Context, account: Account, target: Target, principal: string): Promise<boolean> {
  const group = `/subscriptions/${account.subscriptionId}/resourceGroups/${target.resourceGroup}`;
  const url = `${group}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`;
  const filter = ['--uri-parameters', `$filter=principalId eq '${principal}'`];
  type Assignments = { value: { properties: { roleDefinitionId: string } }[] };
  const { value } = await az.json<Assignments>(['rest', '--method', 'get', '--url', url, ...filter]);
  const assigned = new Set(value.map(({ properties }) => properties.roleDefinitionId.split('/').at(-1)?.toLowerCase()));
  return (await readRoleIds()).every(({ id }) => assigned.has(id));
}
