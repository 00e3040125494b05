metadata name = 'Guestmail'
metadata description = 'Everything the connector needs, in one resource group. Contributor and Role Based Access Control Administrator on that group are enough.'

import { cloudName, clouds } from 'modules/clouds.bicep'
import { namesOf, chosenNames } from 'modules/names.bicep'
import { connectorSettings } from 'modules/app-settings.bicep'
import { dedicatedSize } from 'modules/plan.bicep'
import { fittingConcurrency, instanceSizes } from 'modules/hosting.bicep'
import { listFaults } from 'modules/lists.bicep'
import { placement, placementFaults } from 'modules/placement.bicep'
import { privateZonesOf } from 'modules/private-endpoints.bicep'

// Who the connector is

@description('Required. Name of this installation; every resource name is derived from it and from the resource group.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Required. Tenant in which the ERP runs and in which the senders are guests or members.')
param hostTenantId string

@description('Required. Client id of the app registration.')
param entraClientId string

@description('Optional. Audience of the access tokens of callers; empty: the client id.')
param apiAudience string = ''

@description('Optional. How the app proves itself to Entra. A federated credential needs the registration in the tenant of this subscription; with the others the administrator writes the secret client-secret into the vault.')
param entraCredential 'federated' | 'certificate' | 'secret' = 'federated'

@description('Optional. Client ids of the applications that may call, comma-separated; *: all that were given the role.')
@minLength(1)
param callerClientIds string = '*'

@description('Optional. App role that may list, disconnect and test senders; Mail.Send.AsUser: as in earlier releases, both roles.')
param sendersRole 'Senders.Manage' | 'Mail.Send.AsUser' = 'Senders.Manage'

@description('Optional. Tenants whose people may connect and send, comma-separated; *: any.')
@minLength(1)
param allowedHomeTenants string = '*'

@description('Optional. Delegated permission of the connector; Mail.ReadWrite also sends messages that do not fit into one request to Graph (4 MB).')
param mailPermission 'Mail.Send' | 'Mail.ReadWrite' = 'Mail.Send'

// Where and how it runs

@description('Optional. Microsoft cloud.')
param cloud cloudName = 'global'

@description('Optional. Region.')
param location string = resourceGroup().location

@description('Optional. Names of your own for resources; those left out are derived.')
param resourceNames chosenNames = {}

@description('Optional. Outside address with the prefix /api where a custom domain or a gateway stands in front; empty: the address of the app.')
param publicUrl string = ''

@description('Optional. Plan; Auto is Flex where the cloud offers it, else Dedicated.')
param plan 'Auto' | 'Flex' | 'Dedicated' = 'Auto'

@description('Optional. Size of a Dedicated plan.')
param dedicatedSku dedicatedSize = 'B1'

@description('Optional. Version of Node.')
param nodeVersion '22' | '24' = '24'

@description('Optional. Megabytes of a Flex instance; Auto is 512, or 2048 with Mail.ReadWrite.')
param instanceMemoryMB 'Auto' | '512' | '2048' | '4096' = 'Auto'

@description('Optional. Flex instances per group of functions at most.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

// rest + httpConcurrency x body limit x factor <= memory: 121 + 4 x 8.06 x 12 = 508 of 512 MB; 16: 1669 of 2048; 32: 3217 of 4096 (hosting.bicep).
@description('Optional. Requests that one instance works on at once; 0: 4, 16 or 32 by the memory of a Flex instance, 12 on a Dedicated B1. More than fit into its memory with the largest body are refused.')
@minValue(0)
@maxValue(1000)
param httpConcurrency int = 0

@description('Optional. Flex instances that wait warm for requests.')
@minValue(0)
@maxValue(1000)
param alwaysReadyInstances int = 0

@description('Optional. Flex instances that wait warm for messages in the queue; they serve no requests.')
@minValue(0)
@maxValue(1000)
param deliveryAlwaysReadyInstances int = 0

@description('Optional. How Flex replaces running instances when package or settings change: Recreate ends what is under way by force; RollingUpdate, a preview of Azure, lets it end.')
param siteUpdateStrategy 'Recreate' | 'RollingUpdate' = 'Recreate'

@description('Optional. Whether app and host storage are spread over the availability zones of the region; only for a new installation.')
param zoneRedundant bool = false

@description('Optional. Redundancy of the data account; with zoneRedundant one that spreads over zones.')
param dataStorageSku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS' = 'Standard_LRS'

@description('Optional. Whether storage accounts and vault are reached through private endpoints only.')
param privateNetwork bool = false

@description('Optional. Whether everything leaves through one fixed address; needs privateNetwork.')
param staticEgress bool = false

@description('Optional. What of hostStorage, dataStorage and keyVault a private network leaves open to the public; for the first of two deployments: it makes the private endpoints of what the second closes.')
param stayOpen ('hostStorage' | 'dataStorage' | 'keyVault')[] = []

@description('Optional. Address range of the virtual network, /24 or larger.')
param addressPrefix string = '10.60.0.0/24'

@description('Optional. Resource id of a virtual network of yours, with both subnets; needs privateNetwork. Empty: one is made.')
param virtualNetworkId string = ''

@description('Optional. Name of the subnet that the app speaks from; in a network of yours it is delegated to the plan.')
param appSubnetName string = 'app'

@description('Optional. Name of the subnet for private endpoints.')
param endpointSubnetName string = 'endpoints'

@description('Optional. Resource id of the group that has your private DNS zones, linked to the network; none: a policy of yours enters the endpoints. Empty: zones are made.')
param privateDnsZones string = ''

// What it keeps

@description('Optional. Names of the key encryption keys; only ever append.')
@minLength(1)
param tokenKeyNames string[] = ['token-key']

@description('Optional. Names of the pepper secrets; only ever append.')
@minLength(1)
param tokenPepperNames string[] = ['token-pepper']

@description('Optional. What a pepper that does not exist yet is made of. Made here; never give one.')
@secure()
param newPepper string = '${newGuid()}${newGuid()}'

@description('Optional. Whether to take back the deleted vault of this installation; only for the first deployment after a teardown.')
param recoverVault bool = false

// What its pages say

@description('Optional. Addresses the connector calls from, as text for pages; staticEgress fills it.')
param outboundAddresses string = ''

@description('Optional. Name of the organisation that runs the ERP.')
param hostName string = ''

@description('Optional. Name of the ERP.')
param erpName string = ''

@description('Optional. Address of the ERP.')
param erpUrl string = ''

@description('Optional. Whom to ask for help.')
param supportContact string = ''

@description('Optional. Address of the privacy statement.')
param privacyUrl string = ''

@description('Optional. Address of a picture (https) that names the organisation on its pages.')
param logoUrl string = ''

@description('Optional. Colour of buttons and links on its pages, as #rrggbb, dark enough for white text.')
param accentColor string = ''

// Limits

@description('Optional. Messages a minute per mailbox, of those that are kept.')
@minValue(1)
@maxValue(10000)
param messagesPerMinute int = 30

@description('Optional. Days after which a message that could not be sent expires.')
@minValue(1)
@maxValue(90)
param messageExpiryDays int = 30

@description('Optional. Days for which the history of messages is kept.')
@minValue(30)
@maxValue(3650)
param historyDays int = 30

@description('Optional. Size of a message at most, with its attachments.')
@minValue(1)
@maxValue(150)
param messageSizeMaxMb int = 35

@description('Optional. Audiences for which the receiver of a callback may be given a token of the identity of the app, comma-separated; empty: none.')
param callbackAudiences string = ''

// Who watches

@description('Optional. Address that receives the alerts; empty: alerts are only shown in the portal.')
param alertEmail string = ''

@description('Optional. Key unwraps in 30 minutes above which an alert fires; the timers alone make up to 1,550.')
@minValue(1600)
param unwrapThreshold int = 2000

@description('Optional. Whether every write to a table is logged, and an alert fires for one by anybody but the app.')
param watchTableWrites bool = true

@description('Optional. Resource id of a Log Analytics workspace of yours; its cap and retention stay as they are. Empty: one is made. Only for a new installation.')
param workspaceId string = ''

@description('Optional. Gigabytes a day after which the log takes no more.')
@minValue(1)
param dailyLogCapGb int = 1

@description('Optional. Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Optional. Days for which it is kept who used the vault and who wrote to tables.')
@minValue(30)
@maxValue(730)
param auditRetentionDays int = 30

@description('Optional. Tags of every resource.')
param tags object = {}

var addresses = clouds[cloud]
var names = namesOf(resourceGroup().id, environmentName, resourceNames)
var allTags = { ...tags, 'azd-env-name': environmentName }
var packageContainer = 'deployments'

var chosenPlan = plan == 'Dedicated' || plan == 'Auto' && !addresses.offersFlex ? 'Dedicated' : 'Flex'
var chosenMemoryMB = instanceMemoryMB != 'Auto' ? instanceMemoryMB : mailPermission == 'Mail.ReadWrite' ? '2048' : '512'

var chosenSize = instanceSizes[chosenPlan == 'Flex' ? chosenMemoryMB : dedicatedSku]

// What would deploy and then not work is refused here, before anything is created.
var checkedTenantId = empty(hostTenantId)
  ? fail('hostTenantId (HOST_TENANT_ID) is missing: the tenant in which the ERP runs.')
  : entraCredential == 'federated' && toLower(hostTenantId) != toLower(tenant().tenantId)
      ? fail('A federated credential needs the app registration in the tenant of this subscription; use a certificate.')
      : hostTenantId
var checkedClientId = empty(entraClientId)
  ? fail('entraClientId (ENTRA_CLIENT_ID) is missing: deploy infra/app-registration first.')
  : entraClientId
var chosenUrl = empty(publicUrl)
  ? 'https://${names.functionApp}.${addresses.siteSuffix}/api'
  : endsWith(publicUrl, '/')
      ? fail('publicUrl (PUBLIC_URL) ends with a slash: the redirect URI would not be the one that the app sends.')
      : publicUrl
var chosenCallers = empty(replace(replace(callerClientIds, ',', ''), ' ', ''))
  ? fail('callerClientIds (CALLER_CLIENT_IDS) names nobody; * is everybody.')
  : callerClientIds
var chosenHomeTenants = empty(replace(replace(allowedHomeTenants, ',', ''), ' ', ''))
  ? fail('allowedHomeTenants (ALLOWED_HOME_TENANTS) names nobody; * is everybody.')
  : allowedHomeTenants
var chosenConcurrency = httpConcurrency > fittingConcurrency(chosenSize)
  ? fail('httpConcurrency (GUESTMAIL_HTTP_CONCURRENCY) is ${httpConcurrency}: bodies would fill the memory of an instance, which holds ${fittingConcurrency(chosenSize)} at once. Choose fewer, or a larger instance.')
  : httpConcurrency > 0 ? httpConcurrency : chosenSize.concurrency
var asked placement = {
  plan: chosenPlan
  dedicatedSku: dedicatedSku
  alwaysReadyInstances: alwaysReadyInstances
  deliveryAlwaysReadyInstances: deliveryAlwaysReadyInstances
  zoneRedundant: zoneRedundant
  dataStorageSku: dataStorageSku
  privateNetwork: privateNetwork
  staticEgress: staticEgress
  virtualNetworkId: virtualNetworkId
  appSubnetName: appSubnetName
  endpointSubnetName: endpointSubnetName
  privateDnsZones: privateDnsZones
  workspaceId: workspaceId
}
var faults = [
  ...placementFaults(asked)
  ...listFaults('callerClientIds (CALLER_CLIENT_IDS)', split(callerClientIds, ','))
  ...listFaults('allowedHomeTenants (ALLOWED_HOME_TENANTS)', split(allowedHomeTenants, ','))
  ...listFaults('callbackAudiences (CALLBACK_AUDIENCES)', empty(callbackAudiences) ? [] : split(callbackAudiences, ','))
  ...listFaults('tokenKeyNames (TOKEN_KEY_NAME)', tokenKeyNames)
  ...listFaults('tokenPepperNames (TOKEN_PEPPER_NAME)', tokenPepperNames)
]
var place = empty(faults) ? asked : fail(join(faults, ' '))
var isOwnNetwork = place.privateNetwork && empty(place.virtualNetworkId)
var networkId = empty(place.virtualNetworkId)
  ? resourceId('Microsoft.Network/virtualNetworks', names.network)
  : place.virtualNetworkId
var isOwnZones = place.privateNetwork && empty(place.privateDnsZones)
var zonesGroupId = isOwnZones ? resourceGroup().id : place.privateDnsZones == 'none' ? '' : place.privateDnsZones
var isOwnWorkspace = empty(place.workspaceId)
var chosenWorkspaceId = isOwnWorkspace
  ? resourceId('Microsoft.OperationalInsights/workspaces', names.logAnalytics)
  : place.workspaceId

var connector connectorSettings = {
  hostTenantId: checkedTenantId
  apiAudience: empty(apiAudience) ? checkedClientId : apiAudience
  callerClientIds: chosenCallers
  sendersRole: sendersRole
  publicUrl: chosenUrl
  entraClientId: checkedClientId
  entraCredential: entraCredential
  mailPermission: mailPermission
  tokenKeyNames: tokenKeyNames
  tokenPepperNames: tokenPepperNames
  allowedHomeTenants: chosenHomeTenants
  hostName: hostName
  erpName: erpName
  erpUrl: erpUrl
  supportContact: supportContact
  privacyUrl: privacyUrl
  logoUrl: logoUrl
  accentColor: accentColor
  messagesPerMinute: messagesPerMinute
  messageExpiryDays: messageExpiryDays
  historyDays: historyDays
  messageSizeMaxMb: messageSizeMaxMb
  callbackAudiences: callbackAudiences
}

// Who the app is to Azure and, with a federated credential, to Entra.
module identity 'modules/identity.bicep' = {
  params: { name: names.identity, location: location, tags: allTags }
}

// Where everything is logged.
module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: names.logAnalytics
    existingWorkspaceId: place.workspaceId
    applicationInsightsName: names.applicationInsights
    location: location
    tags: allTags
    dailyCapGb: dailyLogCapGb
    retentionDays: logRetentionDays
  }
}

// How long each table of it is kept.
module logRetention 'modules/log-retention.bicep' = if (isOwnWorkspace) {
  params: {
    workspaceName: names.logAnalytics
    retentionDays: logRetentionDays
    auditRetentionDays: auditRetentionDays
  }
  dependsOn: [monitoring]
}

// Who is told when something is wrong.
module alerts 'modules/alerts.bicep' = {
  params: {
    actionGroupName: names.actionGroup
    alertEmail: alertEmail
    location: location
    tags: allTags
    workspaceId: chosenWorkspaceId
    of: {
      applicationInsightsId: resourceId('Microsoft.Insights/components', names.applicationInsights)
      keyVaultId: resourceId('Microsoft.KeyVault/vaults', names.keyVault)
      dataStorageName: names.dataStorage
      appPrincipalId: identity.outputs.principalId
      unwrapThreshold: unwrapThreshold
      tableWrites: watchTableWrites
      dailyCapGb: isOwnWorkspace ? dailyLogCapGb : 0
    }
  }
  dependsOn: [monitoring]
}

// What is shown of messages.
module workbook 'modules/workbook.bicep' = {
  params: {
    applicationInsightsId: resourceId('Microsoft.Insights/components', names.applicationInsights)
    workspaceId: chosenWorkspaceId
    location: location
    tags: allTags
  }
  dependsOn: [monitoring]
}

// Who is told of a way that is opened to what the app may do. After the roles, whose first assignment is no news.
module activityAlerts 'modules/activity-alerts.bicep' = {
  params: { actionGroupName: names.actionGroup, tags: allTags }
  dependsOn: [alerts, roleAssignments]
}

// The Functions host's own storage: package, host keys, leases. What is published reaches it through the app.
module hostStorage 'modules/storage.bicep' = {
  params: {
    name: names.hostStorage
    location: location
    tags: allTags
    sku: place.zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    isPrivate: place.privateNetwork && !contains(stayOpen, 'hostStorage')
    containers: [{ name: packageContainer, lifetimeDays: 0 }]
  }
}

// Grants, messages and what waits to be sent. No message waits longer than 90 days, and content stays 7 days longer at most; what is
// older than that is left over. Mail of test systems is kept for a month.
module dataStorage 'modules/storage.bicep' = {
  params: {
    name: names.dataStorage
    location: location
    tags: allTags
    sku: place.dataStorageSku
    isPrivate: place.privateNetwork && !contains(stayOpen, 'dataStorage')
    containers: [{ name: 'messages', lifetimeDays: 98 }, { name: 'sandbox-mail', lifetimeDays: 30 }]
    queues: ['deliver', 'deliver-poison']
    tables: ['grants', 'keys', 'names', 'transactions', 'due', 'messages', 'configuration']
    tableWritesWorkspaceId: watchTableWrites ? chosenWorkspaceId : ''
  }
  dependsOn: [monitoring]
}

// The key that wraps every data encryption key, and the pepper.
module keyVault 'modules/key-vault.bicep' = {
  params: {
    name: names.keyVault
    location: location
    tags: allTags
    isPrivate: place.privateNetwork && !contains(stayOpen, 'keyVault')
    recover: recoverVault
    tokenKeyNames: tokenKeyNames
    tokenPepperNames: tokenPepperNames
    pepper: newPepper
    workspaceId: chosenWorkspaceId
  }
  dependsOn: [monitoring]
}

// The way to them from inside, and one address to the outside.
module network 'modules/network.bicep' = if (isOwnNetwork) {
  params: {
    name: names.network
    natGatewayName: names.natGateway
    publicAddressName: names.publicAddress
    location: location
    tags: allTags
    addressPrefix: addressPrefix
    appSubnetName: place.appSubnetName
    endpointSubnetName: place.endpointSubnetName
    appSubnetDelegation: chosenPlan == 'Flex' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
    staticEgress: place.staticEgress
  }
}

// Where the network finds the private endpoints.
module privateDnsZonesHere 'modules/private-dns-zones.bicep' = if (isOwnZones) {
  params: {
    zoneNames: map(items(privateZonesOf(addresses)), zone => zone.value)
    networkId: networkId
    tags: allTags
  }
  dependsOn: [network]
}

// Private addresses of both storage accounts and the vault.
module privateEndpoints 'modules/private-endpoints.bicep' = if (place.privateNetwork) {
  params: {
    hostStorageName: names.hostStorage
    dataStorageName: names.dataStorage
    keyVaultName: names.keyVault
    addresses: addresses
    subnetId: '${networkId}/subnets/${place.endpointSubnetName}'
    zonesGroupId: zonesGroupId
    location: location
    tags: allTags
  }
  dependsOn: [network, privateDnsZonesHere, hostStorage, dataStorage, keyVault]
}

// What the app may do, complete before the app starts.
module roleAssignments 'modules/role-assignments.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    hostStorageName: names.hostStorage
    dataStorageName: names.dataStorage
    keyVaultName: names.keyVault
    tokenKeyNames: tokenKeyNames
    applicationInsightsName: names.applicationInsights
  }
  dependsOn: [hostStorage, dataStorage, keyVault, monitoring]
}

// What the app runs on.
module hostingPlan 'modules/plan.bicep' = {
  params: {
    name: names.plan
    location: location
    tags: allTags
    kind: place.plan
    dedicatedSku: place.dedicatedSku
    zoneRedundant: place.zoneRedundant
  }
}

// The app and its settings.
module functionApp 'modules/function-app.bicep' = {
  params: {
    name: names.functionApp
    planName: names.plan
    location: location
    tags: allTags
    run: {
      plan: chosenPlan
      nodeVersion: nodeVersion
      instanceMemoryMB: int(chosenMemoryMB)
      maximumInstanceCount: maximumInstanceCount
      httpConcurrency: chosenConcurrency
      alwaysReadyInstances: alwaysReadyInstances
      deliveryAlwaysReadyInstances: deliveryAlwaysReadyInstances
      siteUpdateStrategy: siteUpdateStrategy
    }
    connector: connector
    resources: {
      cloud: addresses
      hostStorage: names.hostStorage
      dataStorage: names.dataStorage
      keyVault: names.keyVault
      identityClientId: identity.outputs.clientId
      outboundAddresses: place.staticEgress ? network!.outputs.outboundAddress : outboundAddresses
      applicationInsightsConnectionString: monitoring.outputs.connectionString
    }
    identityName: names.identity
    packageContainer: packageContainer
    subnetId: place.privateNetwork ? '${networkId}/subnets/${place.appSubnetName}' : ''
  }
  dependsOn: [hostingPlan, roleAssignments, privateEndpoints]
}

// Names that deployment tools keep; none of them is read back as a parameter.

@description('Resource group of the installation.')
output AZURE_RESOURCE_GROUP string = resourceGroup().name

@description('Name of the function app.')
output CONNECTOR_APP_NAME string = names.functionApp

@description('Outside address of the connector, with its prefix.')
output CONNECTOR_PUBLIC_URL string = chosenUrl

@description('Redirect URI that the app registration must hold.')
output CONNECTOR_REDIRECT_URI string = '${chosenUrl}/callback'

@description('Name of the vault.')
output CONNECTOR_KEY_VAULT string = names.keyVault

@description('Name of the storage account of the Functions host.')
output CONNECTOR_HOST_STORAGE string = names.hostStorage

@description('Name of the data storage account.')
output CONNECTOR_DATA_STORAGE string = names.dataStorage

@description('Object id of the identity, the subject of a federated credential.')
output CONNECTOR_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

@description('Addresses the connector calls from; empty where they are not fixed.')
output CONNECTOR_OUTBOUND_ADDRESSES string = place.staticEgress ? network!.outputs.outboundAddress : outboundAddresses
