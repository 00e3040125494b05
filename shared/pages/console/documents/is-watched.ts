/**
 * Whether the document of a host tenant has its directory watched: to take that out lets blocked people send again. Pure.
 */

/** Of any document; no other kind has the property. */
export function isWatched(document: { isDirectoryWatched?: unknown } | undefined): boolean {
  return document?.isDirectoryWatched === true;
}
