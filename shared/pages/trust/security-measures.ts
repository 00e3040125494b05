/**
 * The technical and organisational measures (Article 32 GDPR) that this version takes by itself, on one page. In English.
 *
 * They are what the code and the templates of the deployment do. What an operator may do besides, or may have changed in Azure, is
 * not known here and not claimed.
 */
import { CONTENT_KEPT_DAYS, CONTENT_KEY_DAYS } from '../../content-limits.ts';
import {
  GRAPH_TIMEOUT_MILLISECONDS,
  SIGN_INS_PER_MINUTE,
  TENANT_KEY_CACHE_SECONDS,
  TRANSACTION_LIFETIME_SECONDS,
} from '../../limits.ts';
import { VAULT_RECOVERY_DAYS } from './other-data.ts';
import type { TrustSettings } from './trust-settings.ts';

export interface SecurityMeasure {
  title: string;
  text: string;
}

/** Of the key in Key Vault. */
export const KEY_BITS = 3_072;

const credentials: Readonly<Record<TrustSettings['entraCredential'], string>> = {
  federated:
    'The app has no password and no certificate: its managed identity in Azure vouches for it to Microsoft Entra.',
  secret:
    'The client secret of the app is in Azure Key Vault, where the app reads it. Its expiry raises an alarm 30 days before.',
  certificate:
    'The certificate of the app and its key are in Azure Key Vault, where the app reads them. Its expiry raises an alarm 30 days before.',
};

const aboutPeople: readonly SecurityMeasure[] = [
  {
    title: 'Who connects which mailbox',
    text: `A person signs in twice in one browser: to the host tenant, which proves whom the ERP means, then to their own organisation, which proves whose mailbox it is. Authorization code flow with PKCE (S256), state and nonce; a sign-in is valid for ${TRANSACTION_LIFETIME_SECONDS / 60} minutes and once. A link to the page proves nothing, so it may be forwarded.`,
  },
  {
    title: 'Another account for the same guest',
    text: 'If the host tenant hands a guest over to another account, the next sign-in shows it: the connection is suspended, its tokens are deleted, and nothing is sent until a person has decided.',
  },
  {
    title: 'Only that person’s mailbox',
    text: 'Delegated permissions only. With the token of a person the app calls Microsoft Graph for that person (/me) and for nobody else.',
  },
  {
    title: 'Content sealed while it waits, and not kept when it was sent',
    text: `Subject, text, attachments and recipients are in memory while an email is handed to Microsoft. They are stored only while an email waits, sealed with AES-256-GCM under a key of its host tenant and day, which is destroyed after ${CONTENT_KEY_DAYS} days, and for ${CONTENT_KEPT_DAYS} days where it was not sent. They are never logged.`,
  },
];

const aboutKeys: readonly SecurityMeasure[] = [
  {
    title: 'Encryption of tokens',
    text: `Each connection has a data encryption key of its own. Tokens are sealed with AES-256-GCM under a key derived from it and from a secret in Key Vault (HKDF-SHA-256). The data encryption key is wrapped (RSA-OAEP-256) by a key of ${KEY_BITS.toLocaleString('en')} bits in Azure Key Vault, which cannot be exported and is rotated every year, and is sealed in the same way under a key of the host tenant, which the key in Key Vault protects and the app keeps in memory for ${TENANT_KEY_CACHE_SECONDS / 60} minutes at most. Azure encrypts all of its storage besides.`,
  },
  {
    title: 'Integrity',
    text: 'A sealed record opens only as the record as which it was sealed: in that table, for that person and that mailbox. One that was changed or moved is refused and raises an alarm. There is no fallback.',
  },
  {
    title: 'Deletion',
    text: 'Disconnecting deletes the data encryption key first, so that nothing in the tables opens what was sealed under it. Whoever copied both records before, and may use the key in Key Vault, could open them until the operator retires that version of the key. The app makes no backup: if a table is lost, people connect again.',
  },
  {
    title: 'Deleted keys',
    text: `Key Vault has soft delete and purge protection: nobody can destroy its keys sooner than ${VAULT_RECOVERY_DAYS} days after their deletion, by mistake or in an attack.`,
  },
];

function listAccess({ entraCredential }: TrustSettings): readonly SecurityMeasure[] {
  return [
    {
      title: 'Access to the API',
      text: 'Only applications of the host tenant to which its administrator gave a role, with an access token of Microsoft Entra that is verified at every request (signature, issuer, tenant, audience, lifetime, role). There are no API keys. An application sees its own messages only.',
    },
    {
      title: 'Access in Azure',
      text: 'One managed identity, with roles on the resources that the app uses and on nothing else. No account keys and no connection strings: shared keys are switched off at the storage accounts. The deployment gives no person access to the data.',
    },
    { title: 'Credential of the app', text: credentials[entraCredential] },
    {
      title: 'Transport',
      text: 'HTTPS only, TLS 1.2 or later, HSTS. Redirects are not followed.',
    },
  ];
}

const aboutRunning: readonly SecurityMeasure[] = [
  {
    title: 'Pages',
    text: 'No script but one file of the app itself, nothing from third parties but the logo if the operator has set one, a content security policy without inline code, no framing by other sites. Cookies are Secure, HttpOnly and SameSite=Lax; a form is taken only from the same site.',
  },
  {
    title: 'Bounds',
    text: `Bodies, uploads, lists, caches and waits are bounded; Microsoft Graph gets ${GRAPH_TIMEOUT_MILLISECONDS / 1000} seconds. Sign-ins of strangers have a budget (${SIGN_INS_PER_MINUTE} a minute on each instance), so they cannot use up what sending needs.`,
  },
  {
    title: 'No email twice',
    text: 'A message is recorded before Microsoft is asked to send it. If the answer is lost, its state is “unknown”, it is never repeated by itself, and a person decides.',
  },
  {
    title: 'Logging and alerts',
    text: 'The app writes codes, ids and durations, and nothing else. Alerts tell the operator of refused credentials, changed records, secrets that expire, timers that are silent and unusually many uses of the key. Every use of a key is audited.',
  },
];

/** In the order of a reader who knows the app least. */
export function listSecurityMeasures(settings: TrustSettings): readonly SecurityMeasure[] {
  return [...aboutPeople, ...aboutKeys, ...listAccess(settings), ...aboutRunning];
}
