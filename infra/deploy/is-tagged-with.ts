/**
 * Tells by its tag whether a resource belongs to an installation.
 */

/** The tag with what was deployed last. */
export const RECORD_TAG = 'guestmail-deployed';

export interface Tagged {
  tags?: Record<string, string> | null;
}

/** Azure ignores the case of the names of tags, and may give them back in another one. */
export function readTag({ tags }: Tagged, name: string): string | undefined {
  return Object.entries(tags ?? {}).find(([one]) => one.toLowerCase() === name)?.[1];
}

/** Azure ignores the case of names, and so do the names derived from this one. */
export function isTaggedWith(environmentName: string): (resource: Tagged) => boolean {
  return (resource) => readTag(resource, 'azd-env-name')?.toLowerCase() === environmentName.toLowerCase();
}
