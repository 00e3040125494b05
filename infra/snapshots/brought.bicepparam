using '../main.bicep'

// Network, zones, workspace and names of the organisation, spread over availability zones.
param environmentName = 'contoso'
param hostTenantId = 'c0a7050c-0000-4000-8000-000000000001'
param entraClientId = 'c022ec70-0000-4000-8000-00000000c001'
param resourceNames = {
  functionApp: 'func-guestmail-prod'
  plan: 'asp-guestmail-prod'
  identity: 'id-guestmail-prod'
  hostStorage: 'stguestmailhost'
  dataStorage: 'stguestmaildata'
  keyVault: 'kv-guestmail-prod'
  applicationInsights: 'appi-guestmail-prod'
  actionGroup: 'ag-guestmail-prod'
}
param zoneRedundant = true
param dataStorageSku = 'Standard_GZRS'
param privateNetwork = true
param virtualNetworkId = '/subscriptions/5ab5c41b-0000-4000-8000-000000000002/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke'
param appSubnetName = 'snet-guestmail'
param endpointSubnetName = 'snet-endpoints'
param privateDnsZones = '/subscriptions/5ab5c41b-0000-4000-8000-000000000003/resourceGroups/rg-dns'
param outboundAddresses = '198.51.100.7'
param workspaceId = '/subscriptions/5ab5c41b-0000-4000-8000-000000000002/resourceGroups/rg-log/providers/Microsoft.OperationalInsights/workspaces/log-contoso'
