/**
 * How values of KQL's types are held: text, number, boolean, `Date`, `{ milliseconds }` for a timespan, JSON for dynamic; null for the
 * null of each type but string, which has none.
 *
 * Every value of the evaluator is compared with the type that the language service gives the expression.
 */

/** The value that stands for nothing in a column or answer of this type. */
export function emptyOf(type) {
  return type === 'string' ? '' : null;
}

const isOfType = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int: Number.isInteger,
  long: Number.isInteger,
  real: (value) => typeof value === 'number',
  datetime: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  timespan: (value) => Number.isFinite(value?.milliseconds),
  dynamic: (value) => value !== undefined,
};

/** Returns the value; throws when it is not of the type, or the type is unknown. */
export function conform(value, type, what) {
  if (!Object.hasOwn(isOfType, type)) throw new Error(`${what}: no values of the type ${type} are known.`);
  const isNull = value === null && type !== 'string';
  if (!isNull && !isOfType[type](value))
    throw new Error(`${what}: ${JSON.stringify(value)} is no value of the type ${type}.`);
  return value;
}
