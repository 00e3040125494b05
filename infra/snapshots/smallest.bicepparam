using '../main.bicep'

// Only what is required: Flex, one permission, no network of its own.
param environmentName = 'contoso'
param hostTenantId = 'c0a7050c-0000-4000-8000-000000000001'
param entraClientId = 'c022ec70-0000-4000-8000-00000000c001'
