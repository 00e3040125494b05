using '../main.bicep'

// Everything on, every text filled, and the longest environment name that is allowed.
param environmentName = 'Contoso_Production.Europe(West)-of-the-longest-name-that-may-be-'
param hostTenantId = 'c0a7050c-0000-4000-8000-000000000001'
param entraClientId = 'c022ec70-0000-4000-8000-00000000c001'
param apiAudience = 'c022ec70-0000-4000-8000-00000000c001'
param entraCredential = 'certificate'
param callerClientIds = 'e4b00000-0000-4000-8000-00000000c002,09e4a704-0000-4000-8000-00000000c004'
param allowedHomeTenants = 'fab21ca3-0000-4000-8000-000000000002,a0274317-0000-4000-8000-000000000003'
param mailPermission = 'Mail.ReadWrite'
param publicUrl = 'https://guestmail.contoso.com/api'
param plan = 'Flex'
param nodeVersion = '22'
param maximumInstanceCount = 100
param httpConcurrency = 32
param alwaysReadyInstances = 1
param dataStorageSku = 'Standard_ZRS'
param privateNetwork = true
param staticEgress = true
param addressPrefix = '10.61.0.0/24'
param tokenKeyNames = ['token-key', 'token-key-2']
param tokenPepperNames = ['token-pepper', 'token-pepper-2']
param recoverVault = true
param hostName = 'Contoso'
param erpName = 'Business Central'
param erpUrl = 'https://businesscentral.dynamics.com'
param supportContact = 'it@contoso.com'
param privacyUrl = 'https://contoso.com/privacy'
param messagesPerMinute = 20
param messageExpiryDays = 90
param historyDays = 365
param messageSizeMaxMb = 150
param alertEmail = 'it@contoso.com'
param unwrapThreshold = 500
param dailyLogCapGb = 5
param logRetentionDays = 90
param tags = { costCentre: 'finance' }
