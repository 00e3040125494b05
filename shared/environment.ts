/**
 * The environment of the ERP from which a request says that it comes: its type and its name, as Business Central has them.
 *
 * It is said and not proven. It keeps a copy of an environment, which has the credential of its original, from sending as that; it keeps
 * nobody who lies. Whatever is said is compared and nothing more, so what cannot be one is on no list. Pure.
 */
export const environmentTypes = ['Production', 'Sandbox'] as const;
export const ENVIRONMENT_TYPE_PROBLEM = 'is not Production or Sandbox';

/** Of a list; what is said is not held to it. */
export const ENVIRONMENT_NAME = /^.{1,100}$/;

export interface Environment {
  type: string;
  name: string;
  /** Pointers to where it was said, unless in the headers of the request. */
  at?: { type?: string | undefined; name?: string | undefined };
}

/** In a request, or in a MIME message of a client that cannot set headers. */
export const environmentHeaders = {
  type: 'Guestmail-Environment-Type',
  name: 'Guestmail-Environment-Name',
} as const;

/** What the headers of a request say; undefined where they say nothing. */
export function readEnvironment(headers: { get(name: string): string | null }): Environment | undefined {
  return buildEnvironment(headers.get(environmentHeaders.type), headers.get(environmentHeaders.name));
}

/** Half of one is one that no list has. */
export function buildEnvironment(type?: string | null, name?: string | null): Environment | undefined {
  const isSaid = typeof (type ?? name) === 'string';
  return isSaid ? { type: type ?? '', name: name ?? '' } : undefined;
}

/** Names are the same in any case. */
export function isSameEnvironment(one: Environment, other: Environment): boolean {
  return one.type === other.type && one.name.toLowerCase() === other.name.toLowerCase();
}
