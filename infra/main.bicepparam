using 'main.bicep'

// Everything comes from the environment (`azd env set`, a pipeline, the shell). Settings of the connector keep their own
// names; what only a deployment knows begins with GUESTMAIL_. The defaults are those of main.bicep.

// Who the connector is
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'guestmail')
param hostTenantId = readEnvironmentVariable('HOST_TENANT_ID', '')
param entraClientId = readEnvironmentVariable('ENTRA_CLIENT_ID', '')
param apiAudience = readEnvironmentVariable('API_AUDIENCE', '')
param entraCredential = readEnvironmentVariable('ENTRA_CREDENTIAL', 'federated')
param callerClientIds = readEnvironmentVariable('CALLER_CLIENT_IDS', '*')
param sendersRole = readEnvironmentVariable('SENDERS_ROLE', 'Senders.Manage')
param allowedHomeTenants = readEnvironmentVariable('ALLOWED_HOME_TENANTS', '*')
param mailPermission = readEnvironmentVariable('MAIL_PERMISSION', 'Mail.Send')

// Where and how it runs
param cloud = readEnvironmentVariable('GUESTMAIL_CLOUD', 'global')
param resourceNames = json(readEnvironmentVariable('GUESTMAIL_RESOURCE_NAMES', '{}'))
param publicUrl = readEnvironmentVariable('PUBLIC_URL', '')
param plan = readEnvironmentVariable('GUESTMAIL_PLAN', 'Auto')
param dedicatedSku = readEnvironmentVariable('GUESTMAIL_DEDICATED_SKU', 'B1')
param nodeVersion = readEnvironmentVariable('GUESTMAIL_NODE_VERSION', '24')
param instanceMemoryMB = readEnvironmentVariable('GUESTMAIL_INSTANCE_MEMORY_MB', 'Auto')
param maximumInstanceCount = int(readEnvironmentVariable('GUESTMAIL_MAXIMUM_INSTANCE_COUNT', '40'))
param httpConcurrency = int(readEnvironmentVariable('GUESTMAIL_HTTP_CONCURRENCY', '0'))
param alwaysReadyInstances = int(readEnvironmentVariable('GUESTMAIL_ALWAYS_READY_INSTANCES', '0'))
param deliveryAlwaysReadyInstances = int(readEnvironmentVariable('GUESTMAIL_DELIVERY_ALWAYS_READY_INSTANCES', '0'))
param siteUpdateStrategy = readEnvironmentVariable('GUESTMAIL_SITE_UPDATE_STRATEGY', 'Recreate')
param zoneRedundant = bool(readEnvironmentVariable('GUESTMAIL_ZONE_REDUNDANT', 'false'))
param dataStorageSku = readEnvironmentVariable('GUESTMAIL_DATA_STORAGE_SKU', 'Standard_LRS')
param privateNetwork = bool(readEnvironmentVariable('GUESTMAIL_PRIVATE_NETWORK', 'false'))
param staticEgress = bool(readEnvironmentVariable('GUESTMAIL_STATIC_EGRESS', 'false'))
param stayOpen = json(readEnvironmentVariable('GUESTMAIL_STAY_OPEN', '[]'))
param addressPrefix = readEnvironmentVariable('GUESTMAIL_ADDRESS_PREFIX', '10.60.0.0/24')
param virtualNetworkId = readEnvironmentVariable('GUESTMAIL_VIRTUAL_NETWORK_ID', '')
param appSubnetName = readEnvironmentVariable('GUESTMAIL_APP_SUBNET_NAME', 'app')
param endpointSubnetName = readEnvironmentVariable('GUESTMAIL_ENDPOINT_SUBNET_NAME', 'endpoints')
param privateDnsZones = readEnvironmentVariable('GUESTMAIL_PRIVATE_DNS_ZONES', '')

// What it keeps
param tokenKeyNames = split(replace(readEnvironmentVariable('TOKEN_KEY_NAME', 'token-key'), ' ', ''), ',')
param tokenPepperNames = split(replace(readEnvironmentVariable('TOKEN_PEPPER_NAME', 'token-pepper'), ' ', ''), ',')
param recoverVault = bool(readEnvironmentVariable('GUESTMAIL_RECOVER_VAULT', 'false'))

// What its pages say
param outboundAddresses = readEnvironmentVariable('OUTBOUND_ADDRESSES', '')
param hostName = readEnvironmentVariable('HOST_NAME', '')
param erpName = readEnvironmentVariable('ERP_NAME', '')
param erpUrl = readEnvironmentVariable('ERP_URL', '')
param supportContact = readEnvironmentVariable('SUPPORT_CONTACT', '')
param privacyUrl = readEnvironmentVariable('PRIVACY_URL', '')
param logoUrl = readEnvironmentVariable('LOGO_URL', '')
param accentColor = readEnvironmentVariable('ACCENT_COLOR', '')

// Limits
param messagesPerMinute = int(readEnvironmentVariable('MESSAGES_PER_MINUTE', '30'))
param messageExpiryDays = int(readEnvironmentVariable('MESSAGE_EXPIRY_DAYS', '30'))
param historyDays = int(readEnvironmentVariable('HISTORY_DAYS', '30'))
param messageSizeMaxMb = int(readEnvironmentVariable('MESSAGE_SIZE_MAX_MB', '35'))
param callbackAudiences = readEnvironmentVariable('CALLBACK_AUDIENCES', '')

// Who watches
param alertEmail = readEnvironmentVariable('GUESTMAIL_ALERT_EMAIL', '')
param unwrapThreshold = int(readEnvironmentVariable('GUESTMAIL_UNWRAP_THRESHOLD', '2000'))
param watchTableWrites = bool(readEnvironmentVariable('GUESTMAIL_WATCH_TABLE_WRITES', 'true'))
param workspaceId = readEnvironmentVariable('GUESTMAIL_WORKSPACE_ID', '')
param dailyLogCapGb = int(readEnvironmentVariable('GUESTMAIL_DAILY_LOG_CAP_GB', '1'))
param logRetentionDays = int(readEnvironmentVariable('GUESTMAIL_LOG_RETENTION_DAYS', '30'))
param auditRetentionDays = int(readEnvironmentVariable('GUESTMAIL_AUDIT_RETENTION_DAYS', '30'))
param tags = json(readEnvironmentVariable('GUESTMAIL_TAGS', '{}'))
