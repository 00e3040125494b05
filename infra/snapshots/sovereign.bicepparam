using '../main.bicep'

// US Government L4: another cloud's addresses, and no Flex there, so a Dedicated plan.
param environmentName = 'contoso'
param hostTenantId = 'c0a7050c-0000-4000-8000-000000000001'
param entraClientId = 'c022ec70-0000-4000-8000-00000000c001'
param cloud = 'usgov'
param location = 'usgovvirginia'
