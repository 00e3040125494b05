/**
 * Everything that is used of Azure's SDKs and MSAL, and the one module that imports them.
 *
 * It is imported dynamically, by whoever needs it first, and built into a file of its own: loading it takes several times
 * as long as the rest of the app, which can answer before.
 */
export { ManagedIdentityCredential } from '@azure/identity';
export { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
export { SecretClient } from '@azure/keyvault-secrets';
export { ConfidentialClientApplication } from '@azure/msal-node';
