metadata name = 'Plan'
metadata description = 'Flex Consumption, or Dedicated Linux where Flex is missing. Both let the app reach storage by identity alone; Elastic Premium does not, because its content share needs a key.'

@description('Required. Name of the plan.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Which plan.')
param kind 'Flex' | 'Dedicated'

@description('Required. Size of a Dedicated plan, B1 or larger.')
param dedicatedSku string

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: kind == 'Flex' ? 'functionapp' : 'linux'
  sku: kind == 'Flex' ? { tier: 'FlexConsumption', name: 'FC1' } : { name: dedicatedSku }
  properties: { reserved: true }
}
