metadata name = 'Custom domain'
metadata description = 'Binds a domain of the organisation to the app, with a certificate that Azure makes and renews. Deployed once, after the records of the domain lead to the app; a main deployment leaves it as it is.'

@description('Required. Name of the app.')
param siteName string

@description('Required. The domain, below that of the organisation, such as guestmail.contoso.com.')
param domain string

@description('Required. Whether the app runs on Flex, where a certificate belongs to the app.')
param isFlex bool

@description('Optional. Region.')
param location string = resourceGroup().location

@description('Optional. Tags of the certificate.')
param tags object = {}

resource site 'Microsoft.Web/sites@2024-11-01' existing = { name: siteName }

// Azure checks the records here, and makes a certificate only for a domain that is bound.
resource hostName 'Microsoft.Web/sites/hostNameBindings@2024-11-01' = {
  parent: site
  name: domain
  properties: { hostNameType: 'Verified', customHostNameDnsRecordType: 'CName', sslState: 'Disabled' }
}

resource siteCertificate 'Microsoft.Web/sites/certificates@2024-11-01' = if (isFlex) {
  parent: site
  name: replace(domain, '.', '-')
  location: location
  tags: tags
  properties: { canonicalName: domain }
  dependsOn: [hostName]
}

resource planCertificate 'Microsoft.Web/certificates@2024-11-01' = if (!isFlex) {
  name: '${siteName}-${replace(domain, '.', '-')}'
  location: location
  tags: tags
  properties: { serverFarmId: site.properties.serverFarmId, canonicalName: domain }
  dependsOn: [hostName]
}

// The same binding again, now with the certificate.
module secured 'host-name.bicep' = {
  params: {
    siteName: siteName
    domain: domain
    thumbprint: isFlex ? siteCertificate!.properties.thumbprint : planCertificate!.properties.thumbprint
  }
}
