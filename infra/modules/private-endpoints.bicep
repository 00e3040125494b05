metadata name = 'Private endpoints'
metadata description = 'Reaches the data account and the vault from inside the virtual network, with the DNS zones that lead there. The host account has none: it stays reachable for publishing.'

@description('Required. Name of the data storage account.')
param dataStorageName string

@description('Required. Name of the vault.')
param keyVaultName string

@description('Required. DNS suffix of storage in this cloud.')
param storageSuffix string

@description('Required. Private DNS zone of vaults in this cloud.')
param vaultPrivateLinkZone string

@description('Required. Name of the virtual network.')
param networkName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: dataStorageName }
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: keyVaultName }
resource network 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  name: networkName

  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

var targets = [
  { name: 'blob', groupId: 'blob', id: dataStorage.id, zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'queue', groupId: 'queue', id: dataStorage.id, zone: 'privatelink.queue.${storageSuffix}' }
  { name: 'table', groupId: 'table', id: dataStorage.id, zone: 'privatelink.table.${storageSuffix}' }
  { name: 'vault', groupId: 'vault', id: vault.id, zone: vaultPrivateLinkZone }
]

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for target in targets: { name: target.zone, location: 'global', tags: tags }
]

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (target, index) in targets: {
    parent: zone[index]
    // A group has one zone of a name, which several installations share.
    name: networkName
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = [
  for target in targets: {
    name: 'pep-${last(split(target.id, '/'))}-${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        { name: target.name, properties: { privateLinkServiceId: target.id, groupIds: [target.groupId] } }
      ]
    }
  }
]

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2023-11-01' = [
  for (target, index) in targets: {
    parent: endpoint[index]
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: target.name, properties: { privateDnsZoneId: zone[index].id } }] }
  }
]
