/**
 * The readiness checks of a connector, as the person or application that the environment names: what `npm run preflight`
 * prints and `npm run deploy` waits for.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';
import { askReadiness } from './ask-readiness.ts';
import { findTarget } from './find-target.ts';

/** Rejects with a plain sentence where there is nobody to ask, no token, or no answer. */
export async function checkInstallation(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CheckResult[]> {
  const { publicUrl, readToken } = await findTarget(environment);
  return askReadiness(publicUrl, await readToken());
}
