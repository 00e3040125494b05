metadata name = 'Activity alerts'
metadata description = 'Tells at once when somebody opens a way to what the app may do: a role, a resource that runs as its identity, a credential that becomes it. Heard in the whole resource group, because a role on the group reaches its resources. Costs nothing, and no cap of a log silences it.'

@description('Required. Name of the action group.')
param actionGroupName string

@description('Required. Tags.')
param tags object

type activity = { name: string, operation: string, description: string }
var activities activity[] = [
  {
    name: 'role-assignments'
    operation: 'Microsoft.Authorization/roleAssignments/write'
    description: 'Somebody was given a role in the resource group, and so perhaps on the data account or the vault.'
  }
  {
    name: 'identity-assignments'
    operation: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'
    description: 'A resource was given the identity of the app, and can do what the app may.'
  }
  {
    name: 'federated-credentials'
    operation: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'
    description: 'Tokens of somebody else were made to count as the identity of the app.'
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = { name: actionGroupName }

resource alert 'Microsoft.Insights/activityLogAlerts@2020-10-01' = [
  for one in activities: {
    name: '${actionGroupName}-${one.name}'
    location: 'global'
    tags: tags
    properties: {
      description: one.description
      enabled: true
      scopes: [resourceGroup().id]
      condition: {
        allOf: [
          { field: 'category', equals: 'Administrative' }
          { field: 'operationName', equals: one.operation }
          { field: 'status', equals: 'Succeeded' }
        ]
      }
      actions: { actionGroups: [{ actionGroupId: actionGroup.id }] }
    }
  }
]
