/**
 * What is used of Azure's SDKs and of MSAL: a file of its own in the build, which is loaded when one of them is first used, so that an
 * instance answers before half a megabyte of packages is read. Only `import()` of it; types come from the packages.
 */
export { createHttpHeaders, RestError } from '@azure/core-rest-pipeline';
export { TableClient } from '@azure/data-tables';
export { ManagedIdentityCredential } from '@azure/identity';
export { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
export { SecretClient } from '@azure/keyvault-secrets';
export { ConfidentialClientApplication } from '@azure/msal-node';
