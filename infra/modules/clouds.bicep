metadata name = 'Microsoft clouds'
metadata description = 'The addresses that differ from cloud to cloud. Creates nothing. Source: Graph and Entra national cloud deployments.'

@export()
@description('A Microsoft cloud: worldwide (GCC included), US Government L4 (GCC High), L5 (DoD), or China (21Vianet).')
type cloudName = 'global' | 'usgov' | 'usgovdod' | 'china'

@export()
@description('Addresses of one cloud.')
type cloudAddresses = {
  entraAuthority: string
  graphUrl: string
  tokenExchangeAudience: string
  siteSuffix: string
  vaultSuffix: string
  vaultPrivateLinkZone: string
  storageSuffix: string
  offersFlex: bool
}

@export()
@description('The addresses of every cloud.')
var clouds = {
  global: {
    entraAuthority: 'https://login.microsoftonline.com'
    graphUrl: 'https://graph.microsoft.com/v1.0'
    tokenExchangeAudience: 'api://AzureADTokenExchange'
    siteSuffix: 'azurewebsites.net'
    vaultSuffix: 'vault.azure.net'
    vaultPrivateLinkZone: 'privatelink.vaultcore.azure.net'
    storageSuffix: 'core.windows.net'
    offersFlex: true
  }
  usgov: {
    entraAuthority: 'https://login.microsoftonline.us'
    graphUrl: 'https://graph.microsoft.us/v1.0'
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov'
    siteSuffix: 'azurewebsites.us'
    vaultSuffix: 'vault.usgovcloudapi.net'
    vaultPrivateLinkZone: 'privatelink.vaultcore.usgovcloudapi.net'
    storageSuffix: 'core.usgovcloudapi.net'
    offersFlex: false
  }
  usgovdod: {
    entraAuthority: 'https://login.microsoftonline.us'
    graphUrl: 'https://dod-graph.microsoft.us/v1.0'
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov'
    siteSuffix: 'azurewebsites.us'
    vaultSuffix: 'vault.usgovcloudapi.net'
    vaultPrivateLinkZone: 'privatelink.vaultcore.usgovcloudapi.net'
    storageSuffix: 'core.usgovcloudapi.net'
    offersFlex: false
  }
  china: {
    entraAuthority: 'https://login.partner.microsoftonline.cn'
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn/v1.0'
    tokenExchangeAudience: 'api://AzureADTokenExchangeChina'
    siteSuffix: 'chinacloudsites.cn'
    vaultSuffix: 'vault.azure.cn'
    vaultPrivateLinkZone: 'privatelink.vaultcore.azure.cn'
    storageSuffix: 'core.chinacloudapi.cn'
    offersFlex: false
  }
}
