/**
 * Whether two names are of one region: Azure writes them with spaces and capital letters, or without.
 */

export function isSameRegion(one: string, other: string): boolean {
  const write = (region: string) => region.replaceAll(' ', '').toLowerCase();
  return write(one) === write(other);
}
