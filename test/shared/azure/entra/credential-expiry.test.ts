import { createCertificate } from '../../../../infra/local/emulators/kit/certificate.ts';
import { describe, expect, it } from 'vitest';
import { readCredentialExpiry } from '../../../../shared/azure/entra/credential-expiry.ts';

const made = createCertificate(new Date());
const pem = `${made.privateKey}\n${made.certificate}`;
const soon = new Date(Date.now() + 3_600_000);
const read = (credential: 'secret' | 'certificate' | 'federated', value: string, expiresAt?: Date) =>
  readCredentialExpiry(
    { credential, secretName: 'client-secret' },
    { readWithExpiry: async () => ({ value, ...(expiresAt && { expiresAt }) }) },
  );

describe('readCredentialExpiry', () => {
  it('takes the end of a client secret from the vault', async () => {
    expect(await read('secret', 'x', soon)).toEqual(soon);
    expect(await read('secret', 'x')).toBeUndefined();
  });

  it('takes the earlier of the vault’s and the certificate’s own', async () => {
    const own = await read('certificate', pem);
    expect(own?.getTime()).toBeGreaterThan(soon.getTime());
    expect(await read('certificate', pem, soon)).toEqual(soon);
    expect(await read('certificate', pem, new Date('2999-01-01'))).toEqual(own);
  });

  it('quotes nothing of what is no certificate', async () => {
    const error = await read('certificate', 'northwind-secret').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'client_credential_refused' });
    expect(String((error as Error).cause)).not.toContain('northwind');
  });

  it('knows no end of a federated credential', async () => {
    expect(await read('federated', 'x', soon)).toBeUndefined();
  });
});
