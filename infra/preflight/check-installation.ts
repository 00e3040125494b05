/**
 * Asks a connector for its readiness checks, as the person or application that the environment names: `npm run preflight`
 * prints them and `npm run deploy` waits for them.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';
import { askReadiness } from './ask-readiness.ts';
import { findTarget } from './find-target.ts';

/** Rejects with a plain sentence when there is no connector to ask, no token, or no answer. */
export async function checkInstallation(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CheckResult[]> {
  const { publicUrl, readToken } = await findTarget(environment);
  return askReadiness(publicUrl, await readToken());
}
