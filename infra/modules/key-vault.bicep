metadata name = 'Key Vault'
metadata description = 'The vault with the key that wraps every data encryption key, and the pepper. A client secret or certificate is written by the administrator, never by a deployment.'

@description('Required. Name of the vault.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Whether only private endpoints reach the vault.')
param isPrivate bool

@description('Required. Whether to take back a deleted vault of this name instead of creating one.')
param recover bool

@description('Required. Names of the key encryption keys; the last one is written with.')
param tokenKeyNames string[]

@description('Required. Names of the secrets that hold peppers; the last one is written with.')
param tokenPepperNames string[]

@description('Required. What a pepper that does not exist yet is made of.')
@secure()
param pepper string

@description('Required. Resource id of the Log Analytics workspace that receives the audit events.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: recover ? 'recover' : 'default'
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    // The bypass lets a deployment create the key and the pepper in a closed vault; it grants no permission.
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'AzureServices' }
  }
}

// Only once: a key is never changed by a deployment, and a rotated one no longer equals its first description.
@onlyIfNotExists()
resource tokenKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = [
  for keyName in tokenKeyNames: {
    parent: vault
    name: keyName
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
      attributes: { enabled: true, exportable: false }
      rotationPolicy: {
        attributes: { expiryTime: 'P2Y' }
        lifetimeActions: [
          { action: { type: 'rotate' }, trigger: { timeAfterCreate: 'P1Y' } }
          { action: { type: 'notify' }, trigger: { timeBeforeExpiry: 'P30D' } }
        ]
      }
    }
  }
]

// Only once: another value would make every stored token unreadable. The name keeps two of one deployment apart.
@onlyIfNotExists()
resource tokenPepper 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for secretName in tokenPepperNames: {
    parent: vault
    name: secretName
    properties: { value: base64('${pepper}${secretName}'), contentType: 'base64', attributes: { enabled: true } }
  }
]

resource auditEvents 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit-events'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}
