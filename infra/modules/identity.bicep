metadata name = 'Identity'
metadata description = 'The one identity with which the app reaches its resources and, with a federated credential, Entra. Deployed by the app registration and again by the main deployment; both leave the same result.'

@description('Required. Name of the user-assigned identity.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Object id, to which roles are assigned and which is the subject of the federated credential.')
output principalId string = identity.properties.principalId

@description('Client id, by which the app asks for the identity (AZURE_CLIENT_ID).')
output clientId string = identity.properties.clientId
