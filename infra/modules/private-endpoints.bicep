metadata name = 'Private endpoints'
metadata description = 'Reaches both storage accounts and the vault from inside the virtual network. Of its own account the Functions host uses the blobs only.'

import { cloudAddresses } from 'clouds.bicep'

@export()
@description('The private DNS zones of a cloud, by what they lead to.')
func privateZonesOf(addresses cloudAddresses) { blob: string, queue: string, table: string, vault: string } => {
  blob: 'privatelink.blob.${addresses.storageSuffix}'
  queue: 'privatelink.queue.${addresses.storageSuffix}'
  table: 'privatelink.table.${addresses.storageSuffix}'
  vault: addresses.vaultPrivateLinkZone
}

@description('Required. Name of the storage account of the Functions host.')
param hostStorageName string

@description('Required. Name of the data storage account.')
param dataStorageName string

@description('Required. Name of the vault.')
param keyVaultName string

@description('Required. Addresses of this cloud.')
param addresses cloudAddresses

@description('Required. Resource id of the subnet for private endpoints.')
param subnetId string

@description('Required. Resource id of the group that has the private DNS zones; empty: the endpoints are entered by somebody else.')
param zonesGroupId string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: hostStorageName }
resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: dataStorageName }
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: keyVaultName }

var zones = privateZonesOf(addresses)
var targets = [
  { name: 'blob', id: dataStorage.id, zone: zones.blob }
  { name: 'queue', id: dataStorage.id, zone: zones.queue }
  { name: 'table', id: dataStorage.id, zone: zones.table }
  { name: 'vault', id: vault.id, zone: zones.vault }
  { name: 'blob', id: hostStorage.id, zone: zones.blob }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = [
  for target in targets: {
    name: 'pep-${last(split(target.id, '/'))}-${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        { name: target.name, properties: { privateLinkServiceId: target.id, groupIds: [target.name] } }
      ]
    }
  }
]

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2023-11-01' = [
  for (target, index) in targets: if (!empty(zonesGroupId)) {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.name
          properties: { privateDnsZoneId: '${zonesGroupId}/providers/Microsoft.Network/privateDnsZones/${target.zone}' }
        }
      ]
    }
  }
]
