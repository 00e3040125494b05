metadata name = 'Connector settings'
metadata description = 'The settings of the connector: the same names in the same order as the settings table of the README and shared/config.ts. Creates nothing and holds no secret.'

import { cloudAddresses } from 'clouds.bicep'

@export()
@description('What the administrator chooses; a property is named after its setting.')
type connectorSettings = {
  hostTenantId: string
  apiAudience: string
  callerClientIds: string
  sendersRole: string
  publicUrl: string
  entraClientId: string
  entraCredential: string
  mailPermission: string
  tokenKeyNames: string[]
  tokenPepperNames: string[]
  allowedHomeTenants: string
  hostName: string
  erpName: string
  erpUrl: string
  supportContact: string
  privacyUrl: string
  logoUrl: string
  accentColor: string
  messagesPerMinute: int
  messageExpiryDays: int
  historyDays: int
  messageSizeMaxMb: int
  callbackAudiences: string
}

@export()
@description('What the deployment itself knows: where the resources of this installation are.')
type resourceSettings = {
  cloud: cloudAddresses
  hostStorage: string
  dataStorage: string
  keyVault: string
  identityClientId: string
  outboundAddresses: string
  applicationInsightsConnectionString: string
}

@export()
@description('Settings as the app takes them.')
type settingList = resourceInput<'Microsoft.Web/sites@2024-11-01'>.properties.siteConfig.appSettings

@export()
@description('The settings of the connector, in their documented order.')
func connectorAppSettings(chosen connectorSettings, known resourceSettings) settingList => [
  { name: 'HOST_TENANT_ID', value: chosen.hostTenantId }
  { name: 'API_AUDIENCE', value: chosen.apiAudience }
  { name: 'CALLER_CLIENT_IDS', value: chosen.callerClientIds }
  { name: 'SENDERS_ROLE', value: chosen.sendersRole }
  { name: 'PUBLIC_URL', value: chosen.publicUrl }
  { name: 'ENTRA_AUTHORITY', value: known.cloud.entraAuthority }
  { name: 'ENTRA_CLIENT_ID', value: chosen.entraClientId }
  { name: 'ENTRA_CREDENTIAL', value: chosen.entraCredential }
  { name: 'CLIENT_SECRET_NAME', value: chosen.entraCredential == 'federated' ? '' : 'client-secret' }
  { name: 'GRAPH_URL', value: known.cloud.graphUrl }
  { name: 'MAIL_PERMISSION', value: chosen.mailPermission }
  { name: 'KEY_VAULT_URL', value: 'https://${known.keyVault}.${known.cloud.vaultSuffix}' }
  { name: 'TOKEN_KEY_NAME', value: join(chosen.tokenKeyNames, ',') }
  { name: 'TOKEN_PEPPER_NAME', value: join(chosen.tokenPepperNames, ',') }
  { name: 'TABLE_ENDPOINT', value: 'https://${known.dataStorage}.table.${known.cloud.storageSuffix}' }
  { name: 'QUEUE_ENDPOINT', value: 'https://${known.dataStorage}.queue.${known.cloud.storageSuffix}' }
  { name: 'BLOB_ENDPOINT', value: 'https://${known.dataStorage}.blob.${known.cloud.storageSuffix}' }
  { name: 'ALLOWED_HOME_TENANTS', value: chosen.allowedHomeTenants }
  { name: 'AZURE_CLIENT_ID', value: known.identityClientId }
  { name: 'OUTBOUND_ADDRESSES', value: known.outboundAddresses }
  { name: 'HOST_NAME', value: chosen.hostName }
  { name: 'ERP_NAME', value: chosen.erpName }
  { name: 'ERP_URL', value: chosen.erpUrl }
  { name: 'SUPPORT_CONTACT', value: chosen.supportContact }
  { name: 'PRIVACY_URL', value: chosen.privacyUrl }
  { name: 'LOGO_URL', value: chosen.logoUrl }
  { name: 'ACCENT_COLOR', value: chosen.accentColor }
  { name: 'MESSAGES_PER_MINUTE', value: string(chosen.messagesPerMinute) }
  { name: 'MESSAGE_EXPIRY_DAYS', value: string(chosen.messageExpiryDays) }
  { name: 'HISTORY_DAYS', value: string(chosen.historyDays) }
  { name: 'MESSAGE_SIZE_MAX_MB', value: string(chosen.messageSizeMaxMb) }
  { name: 'CALLBACK_AUDIENCES', value: chosen.callbackAudiences }
]
