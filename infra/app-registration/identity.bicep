metadata name = 'Identity before the registration'
metadata description = 'Makes the identity and says what a registration needs to know, for those who register with register.sh: in a cloud without the Microsoft Graph extension, or where somebody else has the rights in Entra.'

import { cloudName, clouds } from '../modules/clouds.bicep'
import { namesOf, chosenNames } from '../modules/names.bicep'

@description('Required. Name of the installation, the same as in the main deployment.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Optional. Microsoft cloud.')
param cloud cloudName = 'global'

@description('Optional. Region of the identity.')
param location string = resourceGroup().location

@description('Optional. Names of your own for resources, the same as in the main deployment.')
param resourceNames chosenNames = {}

@description('Optional. Outside address with the prefix /api, the same as in the main deployment; empty: the address of the app.')
param publicUrl string = ''

@description('Optional. Tags of the identity.')
param tags object = {}

var names = namesOf(resourceGroup().id, environmentName, resourceNames)
var address = empty(publicUrl) ? 'https://${names.functionApp}.${clouds[cloud].siteSuffix}/api' : publicUrl

// The identity that the federated credential trusts; the main deployment finds it as it is.
module identity '../modules/identity.bicep' = {
  params: { name: names.identity, location: location, tags: { ...tags, 'azd-env-name': environmentName } }
}

@description('Name of the app, and key of the registration.')
output CONNECTOR_APP_NAME string = names.functionApp

@description('Redirect URI of the connector.')
output CONNECTOR_REDIRECT_URI string = '${address}/callback'

@description('Object id of the identity, the subject of the federated credential.')
output CONNECTOR_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
