/**
 * Finds values in the payload of an event, and says where they are or should be.
 *
 * A field that begins with `/` is a JSON pointer (RFC 6901); any other is the name of a property, in any case. Own properties only, so
 * nothing but what was sent can be found. What Dataverse wraps is unwrapped: money, choices and references
 * (`{"__type":"Money:…","Value":1500.5}`). It judges no value.
 */
import { formatJsonPointer } from '../submission/json-pointer.ts';

export interface FoundValue {
  /** Undefined where there is none. */
  value: unknown;
  /** From the root of the payload. */
  pointer: string;
  /** Names that differ only in case: which one is meant is not known. */
  isAmbiguous?: boolean;
}

export type FindValue = (field: string) => FoundValue;

/** `at` points to `root`. */
export function createFindValue(root: unknown, at = ''): FindValue {
  const keysByName = new Map<string, string[]>();
  for (const key of isObject(root) ? Object.keys(root) : []) {
    const same = keysByName.get(key.toLowerCase());
    if (same) same.push(key);
    else keysByName.set(key.toLowerCase(), [key]);
  }
  return (field) => {
    if (field.startsWith('/')) return findByPointer(root, at, field);
    const keys = keysByName.get(field.toLowerCase()) ?? [];
    const key = keys.includes(field) ? field : (keys[0] ?? field);
    const isAmbiguous = keys.length > 1 && key !== field;
    return { value: unwrap(readOwn(root, key)), pointer: at + formatJsonPointer([key]), isAmbiguous };
  };
}

/** The names on the way. */
export function splitPointer(pointer: string): string[] {
  const [, ...parts] = pointer.split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function findByPointer(root: unknown, at: string, pointer: string): FoundValue {
  const path = splitPointer(pointer);
  return { value: unwrap(path.reduce(readOwn, root)), pointer: at + formatJsonPointer(path) };
}

function readOwn(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) return /^(?:0|[1-9]\d{0,8})$/.test(key) ? holder[Number(key)] : undefined;
  return isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function unwrap(value: unknown): unknown {
  const type = readOwn(value, '__type');
  if (typeof type !== 'string') return value;
  if (/^(?:Money|OptionSetValue):/.test(type)) return readOwn(value, 'Value');
  return type.startsWith('EntityReference:') ? readOwn(value, 'Name') : value;
}
