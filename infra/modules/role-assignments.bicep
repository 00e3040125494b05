metadata name = 'Role assignments'
metadata description = 'Everything the identity of the app may do, each on one resource. Nobody else is given anything, the deployer included. One that is there is not written again, so what the log of activities shows is new.'

@description('Required. Object id of the identity.')
param principalId string

@description('Required. Name of the storage account of the Functions host.')
param hostStorageName string

@description('Required. Name of the data storage account.')
param dataStorageName string

@description('Required. Name of the vault.')
param keyVaultName string

@description('Required. Names of the key encryption keys.')
param tokenKeyNames string[]

@description('Required. Name of the Application Insights component.')
param applicationInsightsName string

var roles = {
  storageBlobDataOwner: role('b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
  storageBlobDataContributor: role('ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  storageQueueDataContributor: role('974c5e8b-45b9-4653-ba55-5f855dd0fb88')
  storageTableDataContributor: role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
  keyVaultCryptoServiceEncryptionUser: role('e147488a-f6f5-4113-8e2d-b22465e65bf6')
  keyVaultSecretsUser: role('4633458b-17de-408a-b874-0445c86b69e6')
  monitoringMetricsPublisher: role('3913510d-42f4-4e42-8a64-420c390055eb')
}

func role(id string) string => subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)

func assigned(roleDefinitionId string, principalId string) resourceInput<'Microsoft.Authorization/roleAssignments@2022-04-01'>.properties => {
  roleDefinitionId: roleDefinitionId
  principalId: principalId
  principalType: 'ServicePrincipal'
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: hostStorageName }
resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: dataStorageName }
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = { name: applicationInsightsName }
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: keyVaultName }
resource tokenKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' existing = [
  for name in tokenKeyNames: { parent: vault, name: name }
]

// The host reads the package, keeps its keys and takes the leases that make a timer run once; the lease needs Owner.
@onlyIfNotExists()
resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, principalId, roles.storageBlobDataOwner)
  properties: assigned(roles.storageBlobDataOwner, principalId)
}

// Grants, data keys and messages are rows.
@onlyIfNotExists()
resource dataTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataStorage
  name: guid(dataStorage.id, principalId, roles.storageTableDataContributor)
  properties: assigned(roles.storageTableDataContributor, principalId)
}

// Messages wait in a queue; the trigger also releases failed ones, which Message Processor may not.
@onlyIfNotExists()
resource dataQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataStorage
  name: guid(dataStorage.id, principalId, roles.storageQueueDataContributor)
  properties: assigned(roles.storageQueueDataContributor, principalId)
}

// The sealed content of a message that is too large for a row is a blob.
@onlyIfNotExists()
resource dataBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataStorage
  name: guid(dataStorage.id, principalId, roles.storageBlobDataContributor)
  properties: assigned(roles.storageBlobDataContributor, principalId)
}

// Data encryption keys are unwrapped by these keys; no other key of the vault, and nothing but wrap, unwrap and read.
@onlyIfNotExists()
resource tokenKeyUse 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in tokenKeyNames: {
    scope: tokenKey[index]
    name: guid(tokenKey[index].id, principalId, roles.keyVaultCryptoServiceEncryptionUser)
    properties: assigned(roles.keyVaultCryptoServiceEncryptionUser, principalId)
  }
]

// The pepper, and the client secret or certificate where one is used; peppers are added later under names of their own.
@onlyIfNotExists()
resource vaultSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, roles.keyVaultSecretsUser)
  properties: assigned(roles.keyVaultSecretsUser, principalId)
}

// Telemetry is taken from identities only.
@onlyIfNotExists()
resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: applicationInsights
  name: guid(applicationInsights.id, principalId, roles.monitoringMetricsPublisher)
  properties: assigned(roles.monitoringMetricsPublisher, principalId)
}
