/**
 * Recipients: `Name <address>` becomes a name and an address, and a domain outside ASCII its `xn--` form.
 *
 * It splits only what can be read in one way: one address in angle brackets at the end, before it a name without separators, or
 * one in quotes. A name that is an address itself must be the same one, and must not contradict a name that is given, too.
 * Everything else stays as it is, and the schema says what is wrong with it.
 */
import { ADDRESS_MAX_CHARACTERS, NAME_MAX_CHARACTERS, REWRITTEN_MAX_CHARACTERS } from '../limits.ts';
import { findHeaderTextProblem } from './header-text.ts';
import { isJsonObject, withoutUndefined, type JsonObject } from './json-value.ts';
import { normaliseDomain } from './normalise-domain.ts';

const named = /^(?:"((?:[^"\\]|\\.)*)" *|([^"<>,;:\\]*))<([^<>\s"]+)>$/;

/** A `recipient` of Graph. */
export function normaliseRecipient(recipient: unknown): unknown {
  if (!isJsonObject(recipient) || !isJsonObject(recipient['emailAddress'])) return recipient;
  return { ...recipient, emailAddress: normaliseEmailAddress(recipient['emailAddress']) };
}

/** Whether a recipient names no address at all. */
export function isEmptyRecipient(recipient: unknown): boolean {
  if (!isJsonObject(recipient)) return recipient === undefined;
  const { emailAddress = {}, ...others } = recipient;
  if (!isJsonObject(emailAddress) || Object.keys(others).length > 0) return false;
  const { address = '', name: _name, ...unknown } = emailAddress;
  return address === '' && Object.keys(unknown).length === 0;
}

function normaliseEmailAddress(given: JsonObject): JsonObject {
  const name = given['name'] === '' ? undefined : given['name'];
  if (typeof given['address'] !== 'string') return withoutUndefined({ ...given, name });
  const split = splitName(given['address']);
  const isSplit = split !== undefined && [undefined, given['address'], split.name].includes(name as string | undefined);
  const text = isSplit ? split.address : given['address'];
  return withoutUndefined({ ...given, name: isSplit ? split.name : name, address: normaliseAddress(text) });
}

function splitName(text: string): { name?: string; address: string } | undefined {
  if (text.length > REWRITTEN_MAX_CHARACTERS) return undefined;
  const [, quoted, plain = '', address] = named.exec(text) ?? [];
  if (address === undefined) return undefined;
  const name = (quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1')).replace(/^ +| +$/g, '');
  if (name === '' || name.toLowerCase() === address.toLowerCase()) return { address };
  const isName = !name.includes('@') && name.length <= NAME_MAX_CHARACTERS && !findHeaderTextProblem(name);
  return isName ? { name, address } : undefined;
}

function normaliseAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 || address.length > ADDRESS_MAX_CHARACTERS
    ? address
    : address.slice(0, at + 1) + normaliseDomain(address.slice(at + 1));
}
