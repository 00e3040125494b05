/**
 * The one app registration that the settings describe; people of every home tenant sign in to it.
 */
import type { Config } from '../config.ts';
import type { Registration, Registrations } from './registration.ts';

export type RegistrationSettings = Pick<
  Config,
  'entraAuthority' | 'entraClientId' | 'entraCredential' | 'clientSecretName'
>;

export function createRegistrationsFromSettings(settings: RegistrationSettings): Registrations {
  const registration: Registration = Object.freeze({
    clientId: settings.entraClientId,
    authority: settings.entraAuthority,
    credential: settings.entraCredential,
    ...(settings.clientSecretName !== undefined && { secretName: settings.clientSecretName }),
  });
  return {
    readDefault: async () => registration,
    readForHomeTenant: async () => registration,
    read: async (clientId) => (clientId === registration.clientId ? registration : undefined),
  };
}
