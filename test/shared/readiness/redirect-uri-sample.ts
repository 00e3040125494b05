/** A registration whose redirect URI is asked about. */
export const config = {
  entraAuthority: 'https://login.microsoftonline.com',
  hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
  entraClientId: 'c022ec70-0000-4000-8000-00000000c001',
  publicUrl: 'https://guestmail.contoso.com/api',
};

export const callback = `${config.publicUrl}/callback`;
