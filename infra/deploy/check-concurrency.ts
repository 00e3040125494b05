/**
 * Checks that the requests at once, chosen or recalled, fit into the memory of an instance, as main.bicep does; but before the domain
 * and the registration are changed.
 */
import { choosePlan } from './check-plan.ts';
import type { Context } from './context.ts';
import { readInstanceSizes } from './read-instance-sizes.ts';
import { Stop } from './stop.ts';

const VARIABLE = 'GUESTMAIL_HTTP_CONCURRENCY';

/** Leaves a size that the template does not know to the template. Throws Stop. */
export async function checkConcurrency({ settings }: Pick<Context, 'settings'>): Promise<void> {
  const chosen = settings.get('GUESTMAIL_INSTANCE_MEMORY_MB') || 'Auto';
  const automatic = settings.get('MAIL_PERMISSION') === 'Mail.ReadWrite' ? '2048' : '512';
  const memoryMB = chosen === 'Auto' ? automatic : chosen;
  const name = choosePlan(settings) === 'Flex' ? memoryMB : settings.get('GUESTMAIL_DEDICATED_SKU') || 'B1';
  const size = (await readInstanceSizes()).get(name);
  const wanted = Number(settings.get(VARIABLE) || 0);
  if (!size || !(wanted > size.fitting)) return;
  throw new Stop(
    `${VARIABLE} is ${wanted}, here or in the installation, but an instance of ${name} holds the bodies of ${size.fitting} at once. ` +
      `Set it to that or fewer (0 is the choice of the template), or take a larger instance. Nothing was changed.`,
  );
}
