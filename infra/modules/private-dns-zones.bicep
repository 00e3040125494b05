metadata name = 'Private DNS zones'
metadata description = 'The zones in which the network finds the private endpoints. A group has one zone of a name, which several installations share.'

@description('Required. Names of the zones.')
param zoneNames string[]

@description('Required. Resource id of the virtual network.')
param networkId string

@description('Required. Tags.')
param tags object

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for zoneName in zoneNames: { name: zoneName, location: 'global', tags: tags }
]

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (zoneName, index) in zoneNames: {
    parent: zone[index]
    name: last(split(networkId, '/'))
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
  }
]
