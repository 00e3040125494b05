/**
 * Checks that an installation keeps the names of its resources: under a new name there would be a new, empty one, which the app then
 * uses, and everybody would have to connect again. Pure.
 */
import { readChosenNames } from './read-chosen-names.ts';
import type { Present } from './recall-installation.ts';
import { listRenamed } from './recall-names.ts';
import { Stop } from './stop.ts';

/** `settings` are those to be deployed. Throws Stop. */
export function checkNames(settings: ReadonlyMap<string, string>, { resources, appSettings }: Present): void {
  const renamed = listRenamed(resources, appSettings, { ...readChosenNames(settings) });
  if (renamed.length === 0) return;
  throw new Stop(
    `With GUESTMAIL_RESOURCE_NAMES as it is, new and empty resources would take the place of ${renamed.map(({ name }) => name).join(', ')}: ` +
      'only a new installation can be given names. Leave the variable out, and every name stays; where the app is gone, set it to all the ' +
      'names that were chosen. Nothing was changed.',
  );
}
