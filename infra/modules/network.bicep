metadata name = 'Network'
metadata description = 'A virtual network with one subnet for the app and one for private endpoints; with static egress a NAT gateway, so that home tenants can name the address the connector comes from.'

@description('Required. Name of the virtual network.')
param name string

@description('Required. Name of the NAT gateway.')
param natGatewayName string

@description('Required. Name of the public address.')
param publicAddressName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Address range, /24 or larger; the app and the endpoints get a /26 each.')
param addressPrefix string

@description('Required. Name of the subnet that the app speaks from.')
param appSubnetName string

@description('Required. Name of the subnet for private endpoints.')
param endpointSubnetName string

@description('Required. Resource type that the app subnet is delegated to; it depends on the plan.')
param appSubnetDelegation string

@description('Required. Whether everything leaves through one fixed public address.')
param staticEgress bool

resource securityGroup 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
  properties: {}
}

resource publicAddress 'Microsoft.Network/publicIPAddresses@2023-11-01' = if (staticEgress) {
  name: publicAddressName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

resource natGateway 'Microsoft.Network/natGateways@2023-11-01' = if (staticEgress) {
  name: natGatewayName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: publicAddress.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: appSubnetName
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          networkSecurityGroup: { id: securityGroup.id }
          delegations: [{ name: 'app', properties: { serviceName: appSubnetDelegation } }]
          defaultOutboundAccess: !staticEgress
          ...(staticEgress ? { natGateway: { id: natGateway.id } } : {})
        }
      }
      {
        name: endpointSubnetName
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          networkSecurityGroup: { id: securityGroup.id }
          privateEndpointNetworkPolicies: 'Disabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }
}

@description('The fixed public address; empty without static egress.')
output outboundAddress string = staticEgress ? publicAddress!.properties.ipAddress : ''
