/**
 * Secrets of the vault.
 *
 * As in the service, a disabled secret is not given out, and one outside its dates still is: the dates only inform
 * the reader.
 */
import { badParameter, VaultError } from './vault-error.ts';
import { createVersions, type AttributeChanges, type Versioned, type Versions } from './versions.ts';

const VALUE_MAX_BYTES = 25 * 1024;

export interface Secret extends Versioned {
  value: string;
  contentType?: string;
}

export interface SecretOptions {
  contentType?: string | undefined;
  attributes?: AttributeChanges | undefined;
  tags?: Record<string, string> | undefined;
}

export interface Secrets extends Omit<Versions<Secret>, 'add'> {
  set(name: string, value: string, options?: SecretOptions): Secret;
  /** Throws 403 `SecretDisabled` for a disabled version. */
  get(name: string, version?: string): Secret;
}

/** Creates an empty store of secrets. */
export function createSecrets({ now }: { now: () => Date }): Secrets {
  const { add, ...versions } = createVersions<Secret>('Secret', now);
  return {
    ...versions,
    set(name, value, { contentType, attributes, tags } = {}) {
      if (Buffer.byteLength(value) > VALUE_MAX_BYTES) throw badParameter('The secret value is longer than 25 KB.');
      return add(name, { value, ...(contentType && { contentType }) }, attributes ?? {}, tags);
    },
    get(name, version) {
      const secret = versions.read(name, version);
      if (secret.attributes.enabled) return secret;
      throw new VaultError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');
    },
  };
}
