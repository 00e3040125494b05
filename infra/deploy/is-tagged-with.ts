/**
 * Tells by its tag whether a resource belongs to an installation.
 */

/** The tag with what was deployed last. */
export const RECORD_TAG = 'guestmail-deployed';

export interface Tagged {
  tags?: Record<string, string> | null;
}

/** Azure ignores the case of names, and so do the names derived from this one. */
export function isTaggedWith(environmentName: string): (resource: Tagged) => boolean {
  return ({ tags }) => tags?.['azd-env-name']?.toLowerCase() === environmentName.toLowerCase();
}
