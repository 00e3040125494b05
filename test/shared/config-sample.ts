/** The settings without a default, as an installation of Contoso has them. */
export const neededSettings = {
  HOST_TENANT_ID: 'c0a7050c-0000-4000-8000-000000000001',
  API_AUDIENCE: 'c022ec70-0000-4000-8000-00000000c001',
  PUBLIC_URL: 'https://guestmail.contoso.com/api',
  ENTRA_CLIENT_ID: 'c022ec70-0000-4000-8000-00000000c001',
  ENTRA_CREDENTIAL: 'federated',
  MAIL_PERMISSION: 'Mail.Send',
  KEY_VAULT_URL: 'https://contoso.vault.azure.net',
  TOKEN_KEY_NAME: 'token-key',
  TOKEN_PEPPER_NAME: 'token-pepper',
  TABLE_ENDPOINT: 'https://contoso.table.core.windows.net',
  QUEUE_ENDPOINT: 'https://contoso.queue.core.windows.net',
  BLOB_ENDPOINT: 'https://contoso.blob.core.windows.net',
};
