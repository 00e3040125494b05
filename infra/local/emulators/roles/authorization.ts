/**
 * Decides by role assignments what an identity may do on the local stack, as Azure's resource providers decide.
 *
 * A request is allowed when assignments of the identity, on the resource itself or on one that contains it, give every
 * permission that its operation needs. Everything else is refused: an unknown account, an unknown operation, an unknown
 * role. It knows neither deny assignments nor conditions.
 */
import type { VaultAuthorize } from '../key-vault/start-key-vault.ts';
import type { StorageAuthorize } from '../storage/start-storage.ts';
import type { RoleAssignment } from './role-assignments.ts';
import { roleDefinitions } from './role-definitions.ts';
import { listStoragePermissions } from './storage-permissions.ts';

export interface Authorization {
  storage: StorageAuthorize;
  vault: VaultAuthorize;
}

export interface AuthorizationOptions {
  assignments: readonly RoleAssignment[];
  /** Resource ids by what the account names in the local addresses begin with, before their number. */
  accounts: Readonly<Record<string, string>>;
  /** Resource id of the vault. */
  vault: string;
}

/** Creates the two decisions that the storage front and the vault ask for. */
export function createAuthorization({ assignments, accounts, vault }: AuthorizationOptions): Authorization {
  const may = (objectId: string, resource: string, permission: string) =>
    assignments.some(
      ({ principalId, roleId, scope }) =>
        principalId === objectId && isWithin(resource, scope) && givesPermission(roleId, permission),
    );
  return {
    storage(objectId, service, request) {
      const { account, permissions } = listStoragePermissions(service, request);
      const accountId = accounts[account.replace(/\d+$/, '')] ?? 'no account of the deployment';
      return permissions.every(({ resource, anyOf }) =>
        anyOf.some((set) =>
          set.every((permission) =>
            may(objectId, `${accountId}/${resource}`, `Microsoft.Storage/storageAccounts/${permission}`),
          ),
        ),
      );
    },
    vault(objectId, dataAction, path) {
      const [, object = ''] = /^(\/(?:keys|secrets)\/[^/]+)/.exec(path) ?? [];
      return may(objectId, `${vault}${object}`, `Microsoft.KeyVault/vaults/${dataAction}`);
    },
  };
}

/** Names of resources are compared without case. */
function isWithin(resource: string, scope: string): boolean {
  return `${resource}/`.toLowerCase().startsWith(`${scope}/`.toLowerCase());
}

function givesPermission(roleId: string, permission: string): boolean {
  const { actions, dataActions } = roleDefinitions[roleId] ?? { actions: [], dataActions: [] };
  return [...actions, ...dataActions].some((pattern) => matches(pattern, permission));
}

function matches(pattern: string, permission: string): boolean {
  const [head = '', ...tails] = pattern.toLowerCase().split('*');
  const text = permission.toLowerCase();
  return tails.length === 0 ? text === head : text.startsWith(head) && text.endsWith(tails.at(-1) ?? '');
}
