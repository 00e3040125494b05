/**
 * Confirms that the app still has the settings that a deployment has taken over. While it waited, another deployment may have changed
 * them; this one would take that back, and cut a list of keys by which rows are written already. Changes nothing.
 */
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { isType } from './is-type.ts';
import { Stop } from './stop.ts';

/** Throws Stop where they differ. Throws AzureRefusal. */
export async function confirmSettings({ az }: Pick<Context, 'az'>, { present }: Target): Promise<void> {
  const site = present?.resources.find(isType('Microsoft.Web/sites'));
  if (!present || !site) return;
  const url = `${site.id}/config/appsettings/list?api-version=2024-04-01`;
  const { properties } = await az.json<{ properties: Record<string, string> }>([
    'rest',
    '--method',
    'post',
    '--url',
    url,
  ]);
  const names = new Set([...Object.keys(properties), ...Object.keys(present.appSettings)]);
  const changed = [...names].filter((name) => properties[name] !== present.appSettings[name]);
  if (changed.length === 0) return;
  throw new Stop(
    `Meanwhile somebody else has changed the app (${changed.join(', ')}), and this deployment would take it back: start again, and it ` +
      'takes over what is there now. The resources were not changed.',
  );
}
