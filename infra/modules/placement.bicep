metadata name = 'Placement'
metadata description = 'What an organisation brings or asks for, and which of it goes together. What would deploy and then not work, or not be what was meant, is refused. Creates nothing.'

import { dedicatedSize } from 'plan.bicep'

@export()
@description('Where an installation is put. Named after the parameters of the deployment; the plan is the chosen one.')
type placement = {
  plan: 'Flex' | 'Dedicated'
  dedicatedSku: dedicatedSize
  alwaysReadyInstances: int
  deliveryAlwaysReadyInstances: int
  zoneRedundant: bool
  dataStorageSku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS'
  privateNetwork: bool
  staticEgress: bool
  virtualNetworkId: string
  appSubnetName: string
  endpointSubnetName: string
  privateDnsZones: string
  workspaceId: string
}

@description('Whether it is the resource id of a resource of a type.')
func isIdOf(id string, type string) bool => contains(toLower(id), '/providers/${toLower(type)}/')

@description('Whether it is the resource id of a resource group.')
func isGroupId(id string) bool => contains(toLower(id), '/resourcegroups/') && !contains(toLower(id), '/providers/')

func faultsOfNetwork(of placement) string[] => [
  of.staticEgress && !of.privateNetwork ? 'staticEgress needs privateNetwork.' : ''
  of.staticEgress && !empty(of.virtualNetworkId)
    ? 'staticEgress is for a network that is made: with virtualNetworkId, say in outboundAddresses where yours leaves.'
    : ''
  !empty(of.virtualNetworkId) && !of.privateNetwork ? 'virtualNetworkId needs privateNetwork.' : ''
  !empty(of.virtualNetworkId) && !isIdOf(of.virtualNetworkId, 'Microsoft.Network/virtualNetworks')
    ? 'virtualNetworkId is not the resource id of a virtual network.'
    : ''
  toLower(of.appSubnetName) == toLower(of.endpointSubnetName)
    ? 'appSubnetName and endpointSubnetName are the same: a delegated subnet takes no endpoints.'
    : ''
  !empty(of.privateDnsZones) && !of.privateNetwork ? 'privateDnsZones needs privateNetwork.' : ''
  !contains(['', 'none'], of.privateDnsZones) && !isGroupId(of.privateDnsZones)
    ? 'privateDnsZones is neither none nor the resource id of a resource group.'
    : ''
]

func faultsOfZones(of placement) string[] => [
  of.zoneRedundant && !endsWith(of.dataStorageSku, 'ZRS')
    ? 'zoneRedundant needs dataStorageSku Standard_ZRS or Standard_GZRS.'
    : ''
  of.zoneRedundant && of.plan == 'Dedicated' && !startsWith(of.dedicatedSku, 'P')
    ? 'zoneRedundant needs a dedicatedSku that begins with P.'
    : ''
  of.zoneRedundant && of.plan == 'Flex' && of.alwaysReadyInstances == 1
    ? 'zoneRedundant needs at least two alwaysReadyInstances, or 0.'
    : ''
  of.zoneRedundant && of.plan == 'Flex' && of.deliveryAlwaysReadyInstances == 1
    ? 'zoneRedundant needs at least two deliveryAlwaysReadyInstances, or 0.'
    : ''
]

@export()
@description('Everything that is wrong with it, in sentences; empty: nothing.')
func placementFaults(of placement) string[] =>
  filter(
    [
      ...faultsOfNetwork(of)
      !empty(of.workspaceId) && !isIdOf(of.workspaceId, 'Microsoft.OperationalInsights/workspaces')
        ? 'workspaceId is not the resource id of a Log Analytics workspace.'
        : ''
      ...faultsOfZones(of)
    ],
    fault => !empty(fault)
  )
