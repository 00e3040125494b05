metadata name = 'Storage account'
metadata description = 'One account without shared keys and public blobs, with its containers, queues and tables. Deployed twice: for the Functions host, and apart from it for the connector\'s own data.'

@description('Required. Name of the account.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Redundancy.')
param sku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS'

@description('Optional. Whether only private endpoints reach the account.')
param isPrivate bool = false

@description('Optional. Blob containers, and the days after which blobs left over in them are deleted; 0 keeps them.')
param containers { name: string, lifetimeDays: int }[] = []

@description('Optional. Queues.')
param queues string[] = []

@description('Optional. Tables.')
param tables string[] = []

@description('Optional. Resource id of the Log Analytics workspace that hears of every write to a table; empty: none.')
param tableWritesWorkspaceId string = ''

var passing = filter(containers, one => one.lifetimeDays > 0)

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'None' }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  // Deleted content is gone at once: what a person disconnects or a sweep removes must not linger.
  properties: { deleteRetentionPolicy: { enabled: false } }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [
  for one in containers: { parent: blobService, name: one.name, properties: { publicAccess: 'None' } }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = [
  for queueName in queues: { parent: queueService, name: queueName }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = [
  for tableName in tables: { parent: tableService, name: tableName }
]

// Whoever can write rows can move or replace what a person connected; the log says who did. Reads are not logged.
resource tableWrites 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(tableWritesWorkspaceId)) {
  scope: tableService
  name: 'table-writes'
  properties: {
    workspaceId: tableWritesWorkspaceId
    logs: [{ category: 'StorageWrite', enabled: true }, { category: 'StorageDelete', enabled: true }]
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = if (!empty(passing)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for one in passing: {
          name: 'delete-left-over-${one.name}'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${one.name}/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: one.lifetimeDays } } }
          }
        }
      ]
    }
  }
  dependsOn: [blobService]
}
