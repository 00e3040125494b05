/**
 * Reads GUESTMAIL_TAGS, the tags of the resource group and of every resource: a JSON object of texts.
 *
 * Refuses what Azure would refuse for some resource, and the names that this project writes itself.
 * Source: Use tags to organize your Azure resources; storage accounts have the shortest names, DNS zones the fewest tags.
 */
import { isPrivateNetwork } from './is-private-network.ts';
import { Stop } from './stop.ts';

const NAME_MAX_CHARACTERS = 128;
const VALUE_MAX_CHARACTERS = 256;
/** Three more are written here. A private DNS zone may have 15, any other resource 50. */
const TAGS_MAX = 47;
const TAGS_WITH_ZONES_MAX = 12;
const RESERVED = /^(azd-|guestmail-|hidden-|microsoft|azure|windows)/i;

/** By name; empty where there are none. Throws Stop. */
export function readTags(settings: ReadonlyMap<string, string>): Record<string, string> {
  const text = settings.get('GUESTMAIL_TAGS') || '{}';
  const tags = parse(text);
  const fault = tags ? findFault(tags, readMax(settings)) : 'It is not a JSON object of texts.';
  if (fault) throw new Stop(`GUESTMAIL_TAGS cannot be ${text}. ${fault} Write it like {"CostCenter":"4711"}.`);
  return tags as Record<string, string>;
}

/** Of the tags that an installation has, as JSON: those that GUESTMAIL_TAGS could give it, and the names of the others. */
export function keepAllowedTags(
  text: string,
  settings: ReadonlyMap<string, string>,
): { kept: string; left: readonly string[] } {
  const tags = parse(text) ?? {};
  const allowed = Object.entries(tags).filter(([name, value]) => !findFault({ [name]: value }, 1));
  const kept = Object.fromEntries(allowed.slice(0, readMax(settings)));
  return { kept: JSON.stringify(kept), left: Object.keys(tags).filter((name) => !Object.hasOwn(kept, name)) };
}

function readMax(settings: ReadonlyMap<string, string>): number {
  return isPrivateNetwork(settings) && !settings.get('GUESTMAIL_PRIVATE_DNS_ZONES') ? TAGS_WITH_ZONES_MAX : TAGS_MAX;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function findFault(tags: Record<string, unknown>, max: number): string | undefined {
  const entries = Object.entries(tags);
  if (entries.length > max) return `There may be ${max} tags.`;
  for (const [name, value] of entries) {
    if (typeof value !== 'string') return `The value of ${name} is not a text.`;
    if (value.length > VALUE_MAX_CHARACTERS)
      return `The value of ${name} is longer than ${VALUE_MAX_CHARACTERS} characters.`;
    if (!/^[^<>%&\\?/=\p{Cc}]+$/u.test(name) || name.length > NAME_MAX_CHARACTERS)
      return `A name has 1 to ${NAME_MAX_CHARACTERS} characters, and none of < > % & \\ ? / =.`;
    if (RESERVED.test(name)) return `The name ${name} is reserved.`;
  }
  return undefined;
}
