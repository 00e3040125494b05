metadata name = 'Plan'
metadata description = 'Flex Consumption, or Dedicated Linux where Flex is missing. Both let the app reach storage by identity alone; Elastic Premium does not, because its content share needs a key.'

@export()
@description('A size that can be always on and is no Elastic Premium.')
type dedicatedSize =
  | 'B1'
  | 'B2'
  | 'B3'
  | 'S1'
  | 'S2'
  | 'S3'
  | 'P0v3'
  | 'P1v3'
  | 'P2v3'
  | 'P3v3'
  | 'P0v4'
  | 'P1v4'
  | 'P2v4'
  | 'P3v4'

@description('Required. Name of the plan.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Which plan.')
param kind 'Flex' | 'Dedicated'

@description('Required. Size of a Dedicated plan.')
param dedicatedSku dedicatedSize

@description('Required. Whether instances are spread over availability zones; a Dedicated plan then has two.')
param zoneRedundant bool

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: kind == 'Flex' ? 'functionapp' : 'linux'
  sku: kind == 'Flex'
    ? { tier: 'FlexConsumption', name: 'FC1' }
    : { name: dedicatedSku, ...(zoneRedundant ? { capacity: 2 } : {}) }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}
