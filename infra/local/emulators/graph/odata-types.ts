/**
 * Reads JSON as Graph's OData layer does: closed types, no coercion, the first fault as 400 `RequestBodyRead`.
 *
 * A type is a function that throws or returns nothing; what it accepts is used as it was sent. Names are compared
 * exactly, values of enumerations in any case. Annotations (`@odata…`) are let through.
 */
import { GraphError } from './graph-error.ts';

const LITERAL_MAX_CHARACTERS = 60;

/** Throws a GraphError for a value that is not of the type; `name` is the property's. */
export type ODataType = (value: unknown, name: string) => void;

/** A body that cannot be read. */
export function unreadable(message: string): GraphError {
  return new GraphError(400, 'RequestBodyRead', message);
}

export const text: ODataType = (value) => {
  if (value !== null && typeof value !== 'string') throw cannotConvert(value, 'Edm.String');
};

export const flag: ODataType = (value) => {
  if (value !== null && typeof value !== 'boolean') throw cannotConvert(value, 'Edm.Boolean');
};

export const integer: ODataType = (value) => {
  if (value !== null && !Number.isInteger(value)) throw cannotConvert(value, 'Edm.Int32');
};

export const dateTime: ODataType = (value) => {
  if (value === null) return;
  const isDate = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value);
  if (!isDate) throw cannotConvert(value, 'Edm.DateTimeOffset');
};

/** Base64 with padding. */
export const binary: ODataType = (value) => {
  if (value === null) return;
  const isBinary = typeof value === 'string' && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  if (!isBinary) throw cannotConvert(value, 'Edm.Binary');
};

/** Any value of an object type that is accepted but not looked into. */
export const opaque: ODataType = (value) => {
  if (typeof value !== 'object') throw cannotConvert(value, 'a complex type');
};

/** One of a closed set of names. */
export function enumeration(typeName: string, names: string[]): ODataType {
  return (value) => {
    if (value !== null && !(typeof value === 'string' && names.includes(value.toLowerCase()))) {
      throw cannotConvert(value, typeName);
    }
  };
}

/** A list, never null. */
export function collection(item: ODataType): ODataType {
  return (value, name) => {
    if (!Array.isArray(value)) throw unreadable(`A value for the property '${name}' is not a collection.`);
    for (const one of value) {
      if (one === null) throw unreadable(`A null value was found in the collection '${name}'.`);
      item(one, name);
    }
  };
}

/** An object with these properties and no others; null where the property may be empty. */
export function complex(typeName: string, properties: Record<string, ODataType>): ODataType {
  return (value, name) => {
    if (value === null) return;
    if (typeof value !== 'object' || Array.isArray(value)) throw cannotConvert(value, typeName);
    for (const [property, content] of Object.entries(value as Record<string, unknown>)) {
      if (property === '@odata.type' && content !== `#${typeName}`) {
        throw unreadable(`A type named ${JSON.stringify(content)} could not be resolved by the model for '${name}'.`);
      }
      if (property.includes('@odata.')) continue;
      const type = Object.hasOwn(properties, property) ? properties[property] : undefined;
      if (!type) {
        throw unreadable(
          `The property '${property}' does not exist on type '${typeName}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
        );
      }
      type(content, property);
    }
  };
}

function cannotConvert(value: unknown, typeName: string): GraphError {
  const literal = typeof value === 'string' ? value : JSON.stringify(value);
  return unreadable(
    `Cannot convert the literal '${literal.slice(0, LITERAL_MAX_CHARACTERS)}' to the expected type '${typeName}'.`,
  );
}
