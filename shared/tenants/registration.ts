/**
 * An app registration: the client as which the connector signs people in, and how that client proves itself.
 *
 * Contract only. A refresh token belongs to the client that got it, so a grant names its client and is refreshed as that
 * one. A registration never holds the credential itself, only where it is kept.
 */
export interface Registration {
  /** GUID in lower case. */
  clientId: string;
  /** Entra's address in the cloud of the registration, without a tenant. */
  authority: string;
  credential: 'secret' | 'certificate' | 'federated';
  /** Key Vault secret with the client secret or certificate; absent for `federated`. */
  secretName?: string;
}

export interface Registrations {
  /** The client of the host leg, and of every home tenant that has none of its own. */
  readDefault(): Promise<Registration>;
  /** The client as which people of a home tenant sign in; that they belong to it must have been proven. */
  readForHomeTenant(homeTenantId: string): Promise<Registration>;
  /** Undefined when the client is not known any more. */
  read(clientId: string): Promise<Registration | undefined>;
}
