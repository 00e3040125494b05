/**
 * Checks that an installation stays on the kind of plan that it has: Azure cannot move an app between Flex and Dedicated, and would
 * say so only after minutes, with half of the resources changed.
 */
import type { CloudName } from './context.ts';
import type { Present } from './recall-installation.ts';
import { Stop } from './stop.ts';

/** Where `Auto` means Flex; the others have none. As `offersFlex` of modules/clouds.bicep. */
export const flexClouds: readonly CloudName[] = ['global'];

/** As main.bicep chooses it. */
export function choosePlan(settings: ReadonlyMap<string, string>): 'Flex' | 'Dedicated' {
  const plan = settings.get('GUESTMAIL_PLAN') || 'Auto';
  const isFlex =
    plan === 'Auto' ? flexClouds.some((cloud) => cloud === settings.get('GUESTMAIL_CLOUD')) : plan === 'Flex';
  return isFlex ? 'Flex' : 'Dedicated';
}

/** `settings` are those to be deployed. Throws Stop for another kind of plan. */
export function checkPlan(settings: ReadonlyMap<string, string>, present: Present | undefined): void {
  const wanted = choosePlan(settings);
  if (!present?.plan || present.plan === wanted) return;
  throw new Stop(
    `This installation runs on the plan ${present.plan}, and Azure cannot move an app to ${wanted}. Leave GUESTMAIL_PLAN out, or deploy ` +
      'a second installation under another AZURE_ENV_NAME, in which people connect again, and tear this one down. Nothing was changed.',
  );
}
