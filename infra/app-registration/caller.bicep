metadata name = 'Caller'
metadata description = 'The application as which the ERP calls the connector. Its secret is made by whoever sets up the ERP, never by a deployment.'

extension microsoftGraph

@description('Required. Unchangeable key of the application.')
param uniqueName string

@description('Required. Client id of the connector.')
param connectorClientId string

@description('Required. Ids of the connector\'s roles that the caller is given.')
param roleIds string[]

resource connectorPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: connectorClientId
}

resource caller 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: uniqueName
  displayName: 'Guestmail caller (ERP)'
  signInAudience: 'AzureADMyOrg'
  api: { requestedAccessTokenVersion: 2 }
  requiredResourceAccess: [
    { resourceAppId: connectorClientId, resourceAccess: map(roleIds, id => { id: id, type: 'Role' }) }
  ]
}

resource callerPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: caller.appId
}

resource callerRole 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for roleId in roleIds: {
    appRoleId: roleId
    principalId: callerPrincipal.id
    resourceId: connectorPrincipal.id
  }
]

@description('Client id of the caller.')
output clientId string = caller.appId
