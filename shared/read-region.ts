/**
 * In which region of Azure the app runs, as Azure itself tells every app (`REGION_NAME`). The data is in the same region, because a
 * deployment creates everything in one. Not a setting: nobody chooses it, and where Azure does not say it, it is unknown.
 */
const isRegion = /^[\w][\w ()-]{0,59}$/;

/** Undefined where nothing says it. */
export function readRegion(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const region = environment['REGION_NAME']?.trim() ?? '';
  return isRegion.test(region) ? region : undefined;
}
