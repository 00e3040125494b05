/**
 * Follows a JSON pointer (RFC 6901) into an event. It writes no pointers.
 */
import { isJsonObject } from '../submission/json-value.ts';

/** Undefined where it leads nowhere. */
export function readPointer(fields: unknown, pointer: string): unknown {
  let value = fields;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value))
      value = /^(?:0|[1-9]\d{0,5})$/.test(name) ? (value as unknown[])[Number(name)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
