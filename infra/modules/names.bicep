metadata name = 'Resource names'
metadata description = 'Derives every name that is not chosen from the resource group and the environment name, so that the app registration can know the host name before the app exists. Creates nothing.'

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

@export()
@description('Names that an organisation gives its resources itself, each in place of the derived one.')
@sealed()
type chosenNames = {
  @minLength(2)
  @maxLength(32)
  functionApp: string?
  plan: string?
  identity: string?
  @minLength(3)
  @maxLength(24)
  hostStorage: string?
  @minLength(3)
  @maxLength(24)
  dataStorage: string?
  @minLength(3)
  @maxLength(24)
  keyVault: string?
  logAnalytics: string?
  applicationInsights: string?
  actionGroup: string?
  network: string?
  natGateway: string?
  publicAddress: string?
}

@description('What may stand in a host name, in lower case.')
func hostNamePart(text string) string =>
  replace(replace(replace(replace(toLower(text), '_', '-'), '.', '-'), '(', '-'), ')', '-')

// 32 characters at most: the Functions host derives its id from that many.
func readableName(environmentName string, token string) string =>
  'guestmail-${take(hostNamePart(environmentName), 8)}-${token}'

func namesFrom(readable string, token string, chosen chosenNames) resourceNames => {
  functionApp: chosen.?functionApp ?? readable
  plan: chosen.?plan ?? 'plan-${readable}'
  identity: chosen.?identity ?? 'id-${readable}'
  hostStorage: chosen.?hostStorage ?? 'gmhost${token}'
  dataStorage: chosen.?dataStorage ?? 'gmdata${token}'
  keyVault: chosen.?keyVault ?? 'guestmail-${token}'
  logAnalytics: chosen.?logAnalytics ?? 'log-${readable}'
  applicationInsights: chosen.?applicationInsights ?? 'appi-${readable}'
  actionGroup: chosen.?actionGroup ?? 'ag-${readable}'
  network: chosen.?network ?? 'vnet-${readable}'
  natGateway: chosen.?natGateway ?? 'ng-${readable}'
  publicAddress: chosen.?publicAddress ?? 'pip-${readable}'
}

func token(resourceGroupId string, environmentName string) string =>
  uniqueString(toLower(resourceGroupId), toLower(environmentName))

@export()
@description('The names of all resources of an environment in a resource group.')
func namesOf(resourceGroupId string, environmentName string, chosen chosenNames) resourceNames =>
  namesFrom(
    readableName(environmentName, token(resourceGroupId, environmentName)),
    token(resourceGroupId, environmentName),
    chosen
  )
