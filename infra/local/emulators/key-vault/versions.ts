/**
 * Names and versions of a vault's objects: what keys and secrets have in common.
 *
 * A name holds its versions in order of creation; the newest is "the latest", whether enabled or not. Everything is
 * kept in memory and bounded. It knows neither values nor HTTP.
 */
import { randomBytes } from 'node:crypto';
import { badParameter, VaultError } from './vault-error.ts';

const NAMES_MAX = 1_000;
const VERSIONS_MAX = 500;

/** Times in seconds since 1970, as on the wire. */
export interface Attributes {
  enabled: boolean;
  nbf?: number;
  exp?: number;
  created: number;
  updated: number;
}

/** What a caller may set; `null` removes a date. */
export interface AttributeChanges {
  enabled?: boolean | undefined;
  nbf?: number | null | undefined;
  exp?: number | null | undefined;
}

export interface Versioned {
  name: string;
  /** 32 hexadecimal digits. */
  version: string;
  attributes: Attributes;
  tags: Record<string, string>;
}

export interface Versions<T extends Versioned> {
  /** Adds a version, which becomes the latest. */
  add(name: string, content: Omit<T, keyof Versioned>, changes: AttributeChanges, tags?: Record<string, string>): T;
  /** The named version or the latest; throws 404 with the code given at creation. */
  read(name: string, version?: string): T;
  update(name: string, version: string | undefined, changes: AttributeChanges, tags?: Record<string, string>): T;
  /** All versions ordered by version id, a meaningless order, as in the service. */
  list(name: string): T[];
  /** The latest version of every name. */
  listLatest(): T[];
}

/** Creates an empty store; `kind` is `Key` or `Secret`, as in the not-found code. */
export function createVersions<T extends Versioned>(kind: 'Key' | 'Secret', now: () => Date): Versions<T> {
  const names = new Map<string, T[]>();
  const seconds = () => Math.floor(now().getTime() / 1000);

  function read(name: string, version?: string): T {
    const versions = names.get(name.toLowerCase()) ?? [];
    const found = version ? versions.find((one) => one.version === version) : versions.at(-1);
    if (found) return found;
    const label = kind === 'Key' ? 'key' : 'secret';
    const id = [name, version].filter(Boolean).join('/');
    throw new VaultError(404, `${kind}NotFound`, `A ${label} with (name/id) ${id} was not found in this key vault.`);
  }

  return {
    add(name, content, changes, tags = {}) {
      if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw badParameter(`The name '${name}' is invalid.`);
      const versions = names.get(name.toLowerCase()) ?? [];
      if (versions.length >= VERSIONS_MAX || names.size >= NAMES_MAX) throw badParameter('The vault is full.');
      const attributes = change({ enabled: true, created: seconds(), updated: seconds() }, changes);
      const version = randomBytes(16).toString('hex');
      const added = { ...content, name: versions[0]?.name ?? name, version, attributes, tags } as T;
      names.set(name.toLowerCase(), [...versions, added]);
      return added;
    },
    read,
    update(name, version, changes, tags) {
      const found = read(name, version);
      found.attributes = { ...change(found.attributes, changes), updated: seconds() };
      if (tags) found.tags = tags;
      return found;
    },
    list(name) {
      read(name);
      return (names.get(name.toLowerCase()) ?? []).toSorted((a, b) => (a.version < b.version ? -1 : 1));
    },
    listLatest: () => [...names.keys()].toSorted().map((name) => read(name)),
  };
}

function change(attributes: Attributes, changes: AttributeChanges): Attributes {
  const { nbf: oldNbf, exp: oldExp, ...rest } = attributes;
  const nbf = changes.nbf === undefined ? oldNbf : (changes.nbf ?? undefined);
  const exp = changes.exp === undefined ? oldExp : (changes.exp ?? undefined);
  return {
    ...rest,
    enabled: changes.enabled ?? rest.enabled,
    ...(nbf !== undefined && { nbf }),
    ...(exp !== undefined && { exp }),
  };
}
