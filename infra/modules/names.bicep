metadata name = 'Resource names'
metadata description = 'Derives every name from the resource group and the environment name, so that the app registration can know the host name before the app exists. Creates nothing.'

@export()
@description('One name per resource. Key Vault and storage names are shortest: 24 characters.')
type resourceNames = {
  functionApp: string
  plan: string
  identity: string
  hostStorage: string
  dataStorage: string
  keyVault: string
  logAnalytics: string
  applicationInsights: string
  actionGroup: string
  network: string
  natGateway: string
  publicAddress: string
}

@description('What may stand in a host name, in lower case.')
func hostNamePart(text string) string =>
  replace(replace(replace(replace(toLower(text), '_', '-'), '.', '-'), '(', '-'), ')', '-')

// 32 characters at most: the Functions host derives its id from that many.
func readableName(environmentName string, token string) string =>
  'guestmail-${take(hostNamePart(environmentName), 8)}-${token}'

func namesFrom(readable string, token string) resourceNames => {
  functionApp: readable
  plan: 'plan-${readable}'
  identity: 'id-${readable}'
  hostStorage: 'gmhost${token}'
  dataStorage: 'gmdata${token}'
  keyVault: 'guestmail-${token}'
  logAnalytics: 'log-${readable}'
  applicationInsights: 'appi-${readable}'
  actionGroup: 'ag-${readable}'
  network: 'vnet-${readable}'
  natGateway: 'ng-${readable}'
  publicAddress: 'pip-${readable}'
}

func token(resourceGroupId string, environmentName string) string =>
  uniqueString(toLower(resourceGroupId), toLower(environmentName))

@export()
@description('The names of all resources of an environment in a resource group.')
func namesOf(resourceGroupId string, environmentName string) resourceNames =>
  namesFrom(
    readableName(environmentName, token(resourceGroupId, environmentName)),
    token(resourceGroupId, environmentName)
  )
