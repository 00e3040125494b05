using 'identity.bicep'

// The same variables as the main deployment.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'guestmail')
param cloud = readEnvironmentVariable('GUESTMAIL_CLOUD', 'global')
param resourceNames = json(readEnvironmentVariable('GUESTMAIL_RESOURCE_NAMES', '{}'))
param publicUrl = readEnvironmentVariable('PUBLIC_URL', '')
param tags = json(readEnvironmentVariable('GUESTMAIL_TAGS', '{}'))
