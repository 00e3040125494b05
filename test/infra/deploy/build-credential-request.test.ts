import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCredentialRequest, type CredentialRequest } from '../../../infra/deploy/build-credential-request.ts';
import { appSettings, readResources } from '../expanded.ts';

const root = join(import.meta.dirname, '../../..');
const request: Omit<CredentialRequest, 'kind'> = {
  clientId: 'a9911ca7-0000-4000-8000-000000000000',
  hostTenantId: 'fab71ca0-0000-4000-8000-000000000001',
  keyVault: 'guestmail-abc123',
  now: new Date('2026-11-26T19:45:00.123Z'),
  platform: 'linux',
};

describe('buildCredentialRequest', () => {
  it('makes a secret in the tenant of the registration, then writes it with its end, and shows it nowhere', () => {
    expect(
      buildCredentialRequest({ ...request, kind: 'secret' })
        .split('\n')
        .slice(1),
    ).toEqual([
      '  In the tenant fab71ca0-0000-4000-8000-000000000001, as an owner of the application:',
      '    (umask 077; az ad app credential reset --id a9911ca7-0000-4000-8000-000000000000 --append --years 1 --query password --output tsv > client-secret.txt)',
      '  As Key Vault Secrets Officer of the vault guestmail-abc123:',
      '    az keyvault secret set --vault-name guestmail-abc123 --name client-secret --file client-secret.txt --expires 2027-11-26T19:45:00Z --output none',
      '    then delete client-secret.txt',
      '',
    ]);
  });

  it('names no shell of another system on Windows', () => {
    expect(buildCredentialRequest({ ...request, kind: 'secret', platform: 'win32' })).toContain(
      '\n    az ad app credential reset --id a9911ca7-0000-4000-8000-000000000000 --append --years 1 --query password --output tsv > client-secret.txt\n',
    );
  });

  it('writes into files that are never committed', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');

    expect(ignored).toContain('client-secret.*');
    for (const kind of ['secret', 'certificate'] as const)
      expect(buildCredentialRequest({ ...request, kind })).toMatch(/(--file| >) client-secret\.(txt|pem)/);
  });

  it('makes a certificate in the vault, then gives its public half to the registration', () => {
    expect(
      buildCredentialRequest({ ...request, kind: 'certificate' })
        .split('\n')
        .slice(1),
    ).toEqual([
      '  As Key Vault Certificates Officer of the vault guestmail-abc123:',
      '    az keyvault certificate create --vault-name guestmail-abc123 --name client-secret --policy @infra/app-registration/certificate-policy.json',
      '    az keyvault certificate download --vault-name guestmail-abc123 --name client-secret --file client-secret.pem',
      '  In the tenant fab71ca0-0000-4000-8000-000000000001, as an owner of the application:',
      '    az ad app credential reset --id a9911ca7-0000-4000-8000-000000000000 --append --cert @client-secret.pem',
      '    then delete client-secret.pem',
      '',
    ]);
  });

  it('writes where the app reads', () => {
    for (const installation of ['everything', 'dedicated'] as const)
      expect(Object.fromEntries(appSettings(readResources(installation)))['CLIENT_SECRET_NAME']).toBe('client-secret');
  });

  it('names a policy that makes what the app reads, and that renews nothing behind the back of the registration', () => {
    const policy = JSON.parse(readFileSync(join(root, 'infra/app-registration/certificate-policy.json'), 'utf8'));

    expect(policy).toMatchObject({
      keyProperties: { exportable: true, keyType: 'RSA' },
      secretProperties: { contentType: 'application/x-pem-file' },
    });
    expect(JSON.stringify(policy)).not.toContain('AutoRenew');
  });
});
