metadata name = 'Function app'
metadata description = 'The app. Every function is anonymous to the host and checks its callers itself; host keys stay in the host account and open nothing.'

import { connectorSettings, resourceSettings, connectorAppSettings } from 'app-settings.bicep'
import { hostAppSettings, dedicatedAppSettings } from 'host-settings.bicep'
import { hosting, flexConfig, siteConfigOf } from 'hosting.bicep'

@description('Required. Name of the app, and so of its host.')
param name string

@description('Required. Name of the plan.')
param planName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. How the app runs.')
param run hosting

@description('Required. What the administrator chose.')
param connector connectorSettings

@description('Required. Where the resources of this installation are.')
param resources resourceSettings

@description('Required. Name of the identity.')
param identityName string

@description('Required. Container of the host storage account that holds the package.')
param packageContainer string

@description('Required. Resource id of the subnet that the app speaks from; empty: none.')
param subnetId string

var isFlex = run.plan == 'Flex'
var isInNetwork = !empty(subnetId)
var packageUrl = 'https://${resources.hostStorage}.blob.${resources.cloud.storageSuffix}/${packageContainer}'
var commonSettings = concat(
  connectorAppSettings(connector, resources),
  hostAppSettings(connector, resources, run.httpConcurrency)
)

resource plan 'Microsoft.Web/serverfarms@2024-04-01' existing = { name: planName }
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: identityName }

// The first version that knows siteUpdateStrategy.
resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: { ...tags, 'azd-service-name': 'guestmail' }
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    clientAffinityEnabled: false
    // Closes /admin. The platform knows it, its published type does not.
    #disable-next-line BCP037
    functionsRuntimeAdminIsolationEnabled: true
    // Decided when an app is made: on Flex a domain can have a certificate only where it is on. The published type lacks it, too.
    #disable-next-line BCP037
    siteScopedCertificatesEnabled: isFlex
    siteConfig: siteConfigOf(run, isFlex ? commonSettings : concat(commonSettings, dedicatedAppSettings()))
    ...(isInNetwork ? { virtualNetworkSubnetId: subnetId } : {})
    ...(isInNetwork && !isFlex ? { outboundVnetRouting: { applicationTraffic: true } } : {})
    ...(isFlex ? { functionAppConfig: flexConfig(run, packageUrl, identity.id) } : {})
  }
}

resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}
