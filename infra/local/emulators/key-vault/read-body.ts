/**
 * Reads the JSON body of a vault call field by field; what is absent or null is undefined.
 *
 * Unknown fields are ignored, as the service does; a known one of the wrong type is 400 `BadParameter`.
 */
import { badParameter } from './vault-error.ts';
import type { AttributeChanges } from './versions.ts';

export type Body = Record<string, unknown>;

/** Parses a body; an empty one is an object without fields. */
export function parseBody(text: string): Body {
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // The service answers every such fault the same.
  }
  throw badParameter('The request body is not a JSON object.');
}

export function readText(body: Body, name: string): string | undefined {
  return read(body, name, (value): value is string => typeof value === 'string');
}

export function readNumber(body: Body, name: string): number | undefined {
  return read(body, name, (value): value is number => Number.isInteger(value));
}

export function readStrings(body: Body, name: string): string[] | undefined {
  const isStrings = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((one) => typeof one === 'string');
  return read(body, name, isStrings);
}

export function readTags(body: Body): Record<string, string> | undefined {
  const isTags = (value: unknown): value is Record<string, string> =>
    isObject(value) && Object.values(value).every((one) => typeof one === 'string');
  return read(body, 'tags', isTags);
}

export function readAttributes(body: Body): AttributeChanges {
  const attributes = read(body, 'attributes', isObject) ?? {};
  const enabled = read(attributes, 'enabled', (value): value is boolean => typeof value === 'boolean');
  return { enabled, nbf: readNumber(attributes, 'nbf'), exp: readNumber(attributes, 'exp') };
}

function read<T>(body: Body, name: string, isRight: (value: unknown) => value is T): T | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (isRight(value)) return value;
  throw badParameter(`Property ${name} has invalid value.`);
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
