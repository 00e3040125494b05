metadata name = 'Connector'
metadata description = 'The application that people connect and that callers call, its copy in the host tenant, and what is granted there.'

extension microsoftGraph

import { clouds } from '../modules/clouds.bicep'

@description('Required. Unchangeable key of the application.')
param uniqueName string

@description('Required. The redirect URI; while the address changes, also that of the earlier one.')
param redirectUris string[]

@description('Required. Delegated permission of the connector.')
param mailPermission 'Mail.Send' | 'Mail.ReadWrite'

@description('Required. Object id of the identity whose tokens stand for a credential; empty: none.')
param trustedIdentity string

@description('Required. Delegated Graph permissions that everybody in the host tenant is spared the question for.')
param hostGrantScopes string

@description('Required. Object id of the person who may ask the connector whether it is ready; empty: nobody.')
param operatorObjectId string

var graphAppId = '00000003-0000-0000-c000-000000000000'
var azureCliAppId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
var graphScopes = {
  'Mail.Send': 'e383f46e-2787-4529-855e-0e479a3ffac0'
  'Mail.ReadWrite': '024d486e-b451-40bb-833d-3e66d98c5c73'
  'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'
}
var permissions = union(['User.Read', 'Mail.Send'], [mailPermission])
// Fixed ids, the same as in register.sh; they need to be unique within the application only.
var roles = loadJsonContent('roles.json')

resource connector 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: uniqueName
  displayName: 'Guestmail'
  signInAudience: 'AzureADMultipleOrgs'
  isFallbackPublicClient: false
  web: {
    redirectUris: redirectUris
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false }
  }
  requiredResourceAccess: [
    { resourceAppId: graphAppId, resourceAccess: map(permissions, name => { id: graphScopes[name], type: 'Scope' }) }
  ]
  appRoles: roles.appRoles
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: roles.oauth2PermissionScopes
    preAuthorizedApplications: [
      { appId: azureCliAppId, delegatedPermissionIds: map(roles.oauth2PermissionScopes, scope => scope.id) }
    ]
  }
  optionalClaims: {
    accessToken: [{ name: 'idtyp', essential: false, additionalProperties: [] }]
    idToken: [
      { name: 'upn', essential: false, additionalProperties: ['include_externally_authenticated_upn'] }
      { name: 'login_hint', essential: false, additionalProperties: [] }
      { name: 'email', essential: false, additionalProperties: [] }
      { name: 'xms_edov', essential: false, additionalProperties: [] }
      { name: 'auth_time', essential: false, additionalProperties: [] }
    ]
    saml2Token: []
  }
  // A home tenant's administrator cannot add a credential of their own to its copy.
  servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true }

  resource trust 'federatedIdentityCredentials' = if (!empty(trustedIdentity)) {
    name: '${connector.uniqueName}/managed-identity'
    description: 'The identity of the function app.'
    issuer: '${clouds.global.entraAuthority}/${tenant().tenantId}/v2.0'
    subject: trustedIdentity
    audiences: [clouds.global.tokenExchangeAudience]
  }
}

resource connectorPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = { appId: connector.appId }
resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = { appId: graphAppId }

// The host leg asks for these alone, so in the host tenant nobody meets a consent page.
resource hostGrant 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: connectorPrincipal.id
  resourceId: graph.id
  consentType: 'AllPrincipals'
  scope: hostGrantScopes
}

// Who may call GET /health/ready.
resource operatorRole 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (!empty(operatorObjectId)) {
  appRoleId: roles.appRoles[1].id
  principalId: operatorObjectId
  resourceId: connectorPrincipal.id
}

@description('Client id: ENTRA_CLIENT_ID and API_AUDIENCE.')
output clientId string = connector.appId

@description('Ids of the roles of an ERP: to submit messages, and to manage senders.')
output callerRoleIds string[] = [roles.appRoles[0].id, roles.appRoles[2].id]
