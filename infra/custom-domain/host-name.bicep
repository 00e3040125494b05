metadata name = 'Host name'
metadata description = 'A host name of the app with its certificate.'

@description('Required. Name of the app.')
param siteName string

@description('Required. The domain.')
param domain string

@description('Required. Thumbprint of the certificate.')
param thumbprint string

resource site 'Microsoft.Web/sites@2024-11-01' existing = { name: siteName }

resource hostName 'Microsoft.Web/sites/hostNameBindings@2024-11-01' = {
  parent: site
  name: domain
  properties: {
    hostNameType: 'Verified'
    customHostNameDnsRecordType: 'CName'
    sslState: 'SniEnabled'
    thumbprint: thumbprint
  }
}
