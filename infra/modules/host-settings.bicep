metadata name = 'Host settings'
metadata description = 'What the Functions host reads: its own storage, the queue trigger, bounds of requests, telemetry. Every connection is an identity; there is no key to hold. Creates nothing.'

import { connectorSettings, resourceSettings, settingList } from 'app-settings.bicep'
import { requestBodyLimitKB } from 'hosting.bicep'

@export()
@description('The settings of the Functions host: its own storage, the queue trigger, bounds of requests, telemetry.')
func hostAppSettings(chosen connectorSettings, known resourceSettings, httpConcurrency int) settingList => [
  // Its queues and tables are for bindings that the app has not, and the identity may not use them.
  {
    name: 'AzureWebJobsStorage__blobServiceUri'
    value: 'https://${known.hostStorage}.blob.${known.cloud.storageSuffix}'
  }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: known.identityClientId }
  { name: 'DataStorage__queueServiceUri', value: 'https://${known.dataStorage}.queue.${known.cloud.storageSuffix}' }
  { name: 'DataStorage__credential', value: 'managedidentity' }
  { name: 'DataStorage__clientId', value: known.identityClientId }
  // The host reads bodies before it is asked who sends them: how large they are, and how many at once, is what bounds memory.
  { name: 'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT', value: string(requestBodyLimitKB * 1024) }
  { name: 'AzureFunctionsJobHost__extensions__http__maxConcurrentRequests', value: string(httpConcurrency) }
  // The prefix of host.json keeps functions below /api, so the root of the site is the host's own: 204 and not its page for developers.
  { name: 'AzureWebJobsDisableHomepage', value: 'true' }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: known.applicationInsightsConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${known.identityClientId};Authorization=AAD' }
]

@export()
@description('What a Dedicated plan needs besides. Flex refuses or ignores these: its runtime and package are named elsewhere.')
func dedicatedAppSettings() settingList => [
  { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
  { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'node' }
  { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '1' }
  { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
  // Half of what host.json says, because deliveries share the memory of an instance with requests there.
  { name: 'AzureFunctionsJobHost__extensions__queues__batchSize', value: '16' }
  { name: 'AzureFunctionsJobHost__extensions__queues__newBatchThreshold', value: '16' }
]
