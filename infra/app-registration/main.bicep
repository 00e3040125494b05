metadata name = 'App registration'
metadata description = 'What Entra must know, deployed before everything else by somebody with rights in Entra: the connector, and the application as which the ERP calls it. Worldwide cloud only: the Microsoft Graph extension serves no other; register.sh does the same everywhere.'

import { clouds } from '../modules/clouds.bicep'
import { namesOf, chosenNames } from '../modules/names.bicep'

@description('Required. Name of the installation, the same as in the main deployment: host name and identity follow from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Optional. Region of the identity.')
param location string = resourceGroup().location

@description('Optional. Names of your own for resources, the same as in the main deployment.')
param resourceNames chosenNames = {}

@description('Optional. Outside address with the prefix /api, the same as in the main deployment; empty: the address of the app.')
param publicUrl string = ''

@description('Optional. Outside address that the app still has, whose redirect URI stays until the main deployment gives it the new one; empty: none.')
param earlierUrl string = ''

@description('Optional. Delegated permission of the connector, the same as in the main deployment.')
param mailPermission 'Mail.Send' | 'Mail.ReadWrite' = 'Mail.Send'

@description('Optional. How the app proves itself to Entra; only a federated credential is set up here.')
param entraCredential 'federated' | 'certificate' | 'secret' = 'federated'

@description('Optional. Delegated Graph permissions that everybody in the host tenant is spared the question for.')
param hostGrantScopes string = 'openid profile offline_access'

@description('Optional. Object id of the person who may ask the connector whether it is ready; empty: nobody.')
param operatorObjectId string = deployer().objectId

@description('Optional. Tags of the identity.')
param tags object = {}

var names = namesOf(resourceGroup().id, environmentName, resourceNames)
var address = empty(publicUrl) ? 'https://${names.functionApp}.${clouds.global.siteSuffix}/api' : publicUrl

// The identity that the federated credential trusts; the main deployment finds it as it is.
module identity '../modules/identity.bicep' = {
  params: { name: names.identity, location: location, tags: { ...tags, 'azd-env-name': environmentName } }
}

// The connector: people of any tenant sign in to it, applications of the host tenant call it.
module connector 'connector.bicep' = {
  params: {
    uniqueName: names.functionApp
    redirectUris: union(['${address}/callback'], empty(earlierUrl) ? [] : ['${earlierUrl}/callback'])
    mailPermission: mailPermission
    trustedIdentity: entraCredential == 'federated' ? identity.outputs.principalId : ''
    hostGrantScopes: hostGrantScopes
    operatorObjectId: operatorObjectId
  }
}

// The ERP, as the connector sees it.
module caller 'caller.bicep' = {
  params: {
    uniqueName: '${names.functionApp}-caller'
    connectorClientId: connector.outputs.clientId
    roleIds: connector.outputs.callerRoleIds
  }
}

@description('Client id of the connector: ENTRA_CLIENT_ID and API_AUDIENCE.')
output ENTRA_CLIENT_ID string = connector.outputs.clientId

@description('Client id of the ERP as a caller.')
output CALLER_CLIENT_ID string = caller.outputs.clientId

@description('Redirect URI of the connector.')
output CONNECTOR_REDIRECT_URI string = '${address}/callback'
