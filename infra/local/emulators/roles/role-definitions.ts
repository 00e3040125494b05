/**
 * What each built-in role of Azure allows, as far as the deployment assigns it.
 *
 * Containers, queues and tables themselves are guarded by `actions`, what is in them by `dataActions`; `*` stands for
 * any text. Source: Azure built-in roles (learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage,
 * …/security, …/monitor). A role that is not here cannot be assigned on the local stack.
 */
export interface RoleDefinition {
  name: string;
  actions: string[];
  dataActions: string[];
}

const storage = 'Microsoft.Storage/storageAccounts';
const blobs = `${storage}/blobServices`;
const queues = `${storage}/queueServices/queues`;
const tables = `${storage}/tableServices/tables`;
const vaults = 'Microsoft.KeyVault/vaults';

/** By the id of the role, which is the same in every tenant. */
export const roleDefinitions: Readonly<Record<string, RoleDefinition>> = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': {
    name: 'Storage Blob Data Owner',
    actions: [`${blobs}/containers/*`, `${blobs}/generateUserDelegationKey/action`],
    dataActions: [`${blobs}/containers/blobs/*`],
  },
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': {
    name: 'Storage Blob Data Contributor',
    actions: [
      `${blobs}/containers/delete`,
      `${blobs}/containers/read`,
      `${blobs}/containers/write`,
      `${blobs}/generateUserDelegationKey/action`,
    ],
    dataActions: ['delete', 'read', 'write', 'move/action', 'add/action'].map(
      (verb) => `${blobs}/containers/blobs/${verb}`,
    ),
  },
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': {
    name: 'Storage Queue Data Contributor',
    actions: [`${queues}/delete`, `${queues}/read`, `${queues}/write`],
    dataActions: ['delete', 'read', 'write', 'process/action'].map((verb) => `${queues}/messages/${verb}`),
  },
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': {
    name: 'Storage Table Data Contributor',
    actions: [`${tables}/read`, `${tables}/write`, `${tables}/delete`],
    dataActions: ['read', 'write', 'delete', 'add/action', 'update/action'].map((verb) => `${tables}/entities/${verb}`),
  },
  'e147488a-f6f5-4113-8e2d-b22465e65bf6': {
    name: 'Key Vault Crypto Service Encryption User',
    actions: ['write', 'read', 'delete'].map((verb) => `Microsoft.EventGrid/eventSubscriptions/${verb}`),
    dataActions: [`${vaults}/keys/read`, `${vaults}/keys/wrap/action`, `${vaults}/keys/unwrap/action`],
  },
  '4633458b-17de-408a-b874-0445c86b69e6': {
    name: 'Key Vault Secrets User',
    actions: [],
    dataActions: [`${vaults}/secrets/getSecret/action`, `${vaults}/secrets/readMetadata/action`],
  },
  '3913510d-42f4-4e42-8a64-420c390055eb': {
    name: 'Monitoring Metrics Publisher',
    actions: [
      'Microsoft.Insights/Register/Action',
      'Microsoft.Support/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
    ],
    dataActions: ['Microsoft.Insights/Metrics/Write', 'Microsoft.Insights/Telemetry/Write'],
  },
};
