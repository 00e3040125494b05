using '../main.bicep'

// A Dedicated plan by choice, spread over zones, in a private network whose endpoints somebody else enters, with a client secret; writes to tables are not watched.
param environmentName = 'contoso'
param hostTenantId = 'c0a7050c-0000-4000-8000-000000000001'
param entraClientId = 'c022ec70-0000-4000-8000-00000000c001'
param entraCredential = 'secret'
param plan = 'Dedicated'
param dedicatedSku = 'P0v3'
param privateNetwork = true
param privateDnsZones = 'none'
param zoneRedundant = true
param dataStorageSku = 'Standard_ZRS'
param watchTableWrites = false
