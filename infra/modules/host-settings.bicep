metadata name = 'Host settings'
metadata description = 'What the Functions host reads: its own storage, the queue trigger, telemetry. Every connection is an identity; there is no key to hold. Creates nothing.'

import { connectorSettings, resourceSettings } from 'app-settings.bicep'

@export()
@description('The settings of the Functions host: its own storage, the queue trigger, telemetry.')
func hostAppSettings(chosen connectorSettings, known resourceSettings) object[] => [
  {
    name: 'AzureWebJobsStorage__blobServiceUri'
    value: 'https://${known.hostStorage}.blob.${known.cloud.storageSuffix}'
  }
  {
    name: 'AzureWebJobsStorage__queueServiceUri'
    value: 'https://${known.hostStorage}.queue.${known.cloud.storageSuffix}'
  }
  {
    name: 'AzureWebJobsStorage__tableServiceUri'
    value: 'https://${known.hostStorage}.table.${known.cloud.storageSuffix}'
  }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: known.identityClientId }
  { name: 'DataStorage__queueServiceUri', value: 'https://${known.dataStorage}.queue.${known.cloud.storageSuffix}' }
  { name: 'DataStorage__credential', value: 'managedidentity' }
  { name: 'DataStorage__clientId', value: known.identityClientId }
  // The host reads a body whole, and JSON into ten times its size, before it is asked who sends it. The app reads 8 MB: twice
  // that lets what is too large hear so.
  { name: 'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT', value: '16777216' }
  // The prefix of host.json keeps functions below /api, so the root of the site is the host's own: 204 and not its page for developers.
  { name: 'AzureWebJobsDisableHomepage', value: 'true' }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: known.applicationInsightsConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${known.identityClientId};Authorization=AAD' }
]

@export()
@description('What a Dedicated plan needs besides. Flex refuses or ignores these: its runtime and package are named elsewhere.')
func dedicatedAppSettings() object[] => [
  { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
  { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'node' }
  { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '1' }
  { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
]
