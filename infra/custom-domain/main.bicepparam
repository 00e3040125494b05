using 'main.bicep'

// `npm run deploy` finds out which app it is and on which plan it runs.
param siteName = readEnvironmentVariable('GUESTMAIL_APP_NAME', '')
param domain = readEnvironmentVariable('GUESTMAIL_CUSTOM_DOMAIN', '')
param isFlex = bool(readEnvironmentVariable('GUESTMAIL_APP_ON_FLEX', 'true'))
param tags = json(readEnvironmentVariable('GUESTMAIL_DOMAIN_TAGS', '{}'))
