/**
 * Reads role assignments out of a deployment as the Bicep compiler expanded it.
 *
 * There the scope is in the id and the principal is still an expression, because only Azure knows the object id of a
 * new identity; the caller supplies the object ids. An assignment in another form is an error, never ignored.
 */
export interface ExpandedResource {
  id: string;
  type: string;
  name: string;
  properties: Record<string, unknown>;
}

export interface RoleAssignment {
  principalId: string;
  /** The role's id, without the subscription. */
  roleId: string;
  /** The resource that it is limited to. */
  scope: string;
}

/** Lists the role assignments; `objectIdOf` gives the object id of an identity by its resource id. */
export function readRoleAssignments(
  resources: readonly ExpandedResource[],
  objectIdOf: (identityId: string) => string,
): RoleAssignment[] {
  return resources
    .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
    .map(({ id, properties }) => {
      const [, scope] =
        /^\[extensionResourceId\('([^']+)', 'Microsoft\.Authorization\/roleAssignments', /.exec(id) ?? [];
      const [, identityId] =
        /^\[reference\('([^']+)', '[^']+'\)\.principalId\]$/.exec(String(properties['principalId'])) ?? [];
      const roleId = String(properties['roleDefinitionId']).split('/roleDefinitions/')[1];
      if (!scope || !identityId || !roleId) throw new Error(`The role assignment ${id} cannot be read.`);
      return { principalId: objectIdOf(identityId), roleId, scope };
    });
}
