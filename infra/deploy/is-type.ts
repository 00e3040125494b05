/**
 * Tells the type of a resource. Azure writes types in its own case, which differs between services and between answers.
 */

/** `wanted`: as in `Microsoft.Web/sites`. */
export function isType(wanted: string): (resource: { type: string }) => boolean {
  return ({ type }) => type.toLowerCase() === wanted.toLowerCase();
}
