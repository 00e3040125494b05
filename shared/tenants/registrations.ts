/**
 * The app registrations: that of the settings, and those that documents describe for the home tenants they name.
 */
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { RegistrationDocument } from './registration-document.ts';
import type { Registration, Registrations } from './registration.ts';

export type RegistrationSettings = Pick<
  Config,
  'entraAuthority' | 'entraClientId' | 'entraCredential' | 'clientSecretName'
>;

/** Each under its client id. Throws as whatever keeps them. */
export type ListRegistrationDocuments = () => Promise<{
  documents: readonly { name: string; document: RegistrationDocument }[];
  refused: readonly { name: string }[];
}>;

export function createRegistrations(
  settings: RegistrationSettings,
  listDocuments: ListRegistrationDocuments,
): Registrations {
  const { entraAuthority: authority } = settings;
  const standard: Registration = Object.freeze({
    clientId: settings.entraClientId,
    authority,
    credential: settings.entraCredential,
    ...(settings.clientSecretName !== undefined && { secretName: settings.clientSecretName }),
  });

  async function find(
    matches: (clientId: string, document: RegistrationDocument) => boolean,
  ): Promise<Registration | undefined> {
    const { documents, refused } = await listDocuments();
    const found = documents.find(({ name, document }) => matches(name, document));
    // One that was spoilt may be the one that is meant.
    if (!found && refused.length > 0) throw new ConnectorError('sealed_record_refused');
    if (!found) return undefined;
    const { credential, secretName } = found.document;
    return { clientId: found.name, authority, credential, ...(secretName !== undefined && { secretName }) };
  }

  return {
    readDefault: async () => standard,
    readForHomeTenant: async (homeTenantId) =>
      (await find((_clientId, document) => document.homeTenants.includes(homeTenantId))) ?? standard,
    read: async (clientId) => (clientId === standard.clientId ? standard : find((name) => name === clientId)),
  };
}
