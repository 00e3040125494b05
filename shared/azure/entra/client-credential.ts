/**
 * How an app registration proves itself to Entra: a client secret or certificate from Key Vault, or an assertion of the
 * managed identity. Exactly one kind, named by the registration; there is no fallback from one to another.
 *
 * A secret or certificate is read again every CLIENT_CREDENTIAL_CACHE_SECONDS, so a renewed one needs no restart.
 */
import type { TokenCredential } from '@azure/identity';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createCache } from '../../cache.ts';
import { ConnectorError } from '../../errors.ts';
import { CLIENT_CREDENTIAL_CACHE_SECONDS, REGISTRATIONS_MAX } from '../../limits.ts';
import type { Registration } from '../../tenants/registration.ts';
import { TimeLimit } from '../../time-limit.ts';
import { readIdentityStatus } from './identity-failure.ts';

/** The part of MSAL's `auth` configuration that proves the client. */
export type ClientCredential =
  | { clientSecret: string }
  | { clientCertificate: { thumbprintSha256: string; privateKey: string; x5c: string } }
  | { clientAssertion: () => Promise<string> };

export interface ClientCredentialDependencies {
  readSecret: (name: string) => Promise<string>;
  managedIdentity: TokenCredential;
  now: () => Date;
}

/** @throws ConnectorError `client_credential_refused` for a certificate that cannot be read, or what the vault said. */
export type ReadClientCredential = (registration: Registration) => Promise<ClientCredential>;

export function createClientCredentials(dependencies: ClientCredentialDependencies): ReadClientCredential {
  const { readSecret, managedIdentity, now } = dependencies;
  const cache = createCache<ClientCredential>({
    entriesMax: REGISTRATIONS_MAX,
    lifetimeSeconds: CLIENT_CREDENTIAL_CACHE_SECONDS,
    now,
  });

  async function readFederated({ authority }: Registration): Promise<ClientCredential> {
    const scope = `${tokenExchangeAudience(authority)}/.default`;
    return {
      async clientAssertion() {
        const token = await managedIdentity.getToken(scope).catch((error: unknown) => {
          throw readAssertionFailure(error);
        });
        if (!token) throw readAssertionFailure(undefined);
        return token.token;
      },
    };
  }

  return (registration) => {
    const { credential, secretName = '' } = registration;
    if (credential === 'federated') return readFederated(registration);
    return cache.get(`${credential} ${secretName}`, async () => {
      const secret = await readSecret(secretName);
      return credential === 'secret'
        ? // A file that was written with it ends in a line break; Entra's secrets hold no blanks.
          { clientSecret: secret.trim() }
        : { clientCertificate: parseCertificate(secret) };
    });
  };
}

/** What the identity endpoint refuses, the operator has to put right; what it leaves open may pass. */
function readAssertionFailure(cause: unknown): ConnectorError {
  const status = readIdentityStatus(cause);
  if (status >= 400 && status < 500 && status !== 429)
    return new ConnectorError('client_credential_refused', {
      cause: new Error(`The managed identity's endpoint refused a token: ${status}.`),
    });
  const isLate = cause instanceof Error && cause.cause instanceof TimeLimit;
  // Messages of the SDK may quote the answer.
  const reason = isLate ? 'in time' : `(status ${status})`;
  return new ConnectorError('entra_unavailable', {
    cause: new Error(`The managed identity gave no assertion ${reason}.`),
    retryAfterSeconds: 30,
  });
}

/** Audience of a federated credential in each cloud. Source: workload identity federation with managed identities. */
function tokenExchangeAudience(authority: string): string {
  if (authority.endsWith('.us')) return 'api://AzureADTokenExchangeUSGov';
  if (authority.endsWith('.cn')) return 'api://AzureADTokenExchangeChina';
  return 'api://AzureADTokenExchange';
}

/** PEM as Key Vault gives it for a certificate of content type `application/x-pem-file`: RSA key, then its chain. */
function parseCertificate(pem: string): { thumbprintSha256: string; privateKey: string; x5c: string } {
  try {
    const key = createPrivateKey(pem);
    const x5c = (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).join('\n');
    const certificate = new X509Certificate(x5c);
    if (key.asymmetricKeyType !== 'rsa' || !certificate.checkPrivateKey(key)) throw new Error('The key does not fit.');
    const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''), privateKey, x5c };
  } catch {
    // The reason could quote the key.
    throw new ConnectorError('client_credential_refused', {
      cause: new Error('CLIENT_SECRET_NAME holds no PEM certificate with its RSA key.'),
    });
  }
}
