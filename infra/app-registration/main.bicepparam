using 'main.bicep'

// The same variables as the main deployment.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'guestmail')
param resourceNames = json(readEnvironmentVariable('GUESTMAIL_RESOURCE_NAMES', '{}'))
param publicUrl = readEnvironmentVariable('PUBLIC_URL', '')
param mailPermission = readEnvironmentVariable('MAIL_PERMISSION', 'Mail.Send')
param entraCredential = readEnvironmentVariable('ENTRA_CREDENTIAL', 'federated')
param tags = json(readEnvironmentVariable('GUESTMAIL_TAGS', '{}'))

// What is granted already, so that a deployment never takes an administrator's approval back: `npm run deploy` reads it.
param hostGrantScopes = readEnvironmentVariable('GUESTMAIL_HOST_GRANT', 'openid profile offline_access')

// The address that a running app has until the main deployment changes it: `npm run deploy` reads it.
param earlierUrl = readEnvironmentVariable('GUESTMAIL_EARLIER_URL', '')
