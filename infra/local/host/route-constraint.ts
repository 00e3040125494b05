/**
 * The inline constraints of ASP.NET Core's route templates: a name with arguments becomes a test of the value.
 *
 * Source: ASP.NET Core, "Routing", route constraints. A constraint that is not listed here stops the host at its start,
 * because ignoring it would serve paths that Azure does not.
 */

export type Constraint = (value: string) => boolean;

const INT_MAX = 2n ** 31n;
const LONG_MAX = 2n ** 63n;

/** `text` is `name` or `name(arguments)`; throws an Error naming the template for an unknown one. */
export function constraintOf(text: string, template: string): Constraint {
  const match = /^([a-z]+)(?:\(([^]*)\))?$/i.exec(text);
  const name = match?.[1]?.toLowerCase() ?? '';
  const argument = match?.[2] ?? '';
  const [first, second] = argument.split(',').map(Number);
  switch (name) {
    case 'int':
      return (value) => isWhole(value, INT_MAX);
    case 'long':
      return (value) => isWhole(value, LONG_MAX);
    case 'bool':
      return (value) => /^(true|false)$/i.test(value);
    case 'guid':
      return (value) => /^(\{?)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(\}?)$/i.test(value);
    case 'alpha':
      return (value) => /^[a-z]*$/i.test(value);
    case 'decimal':
    case 'double':
    case 'float':
      return (value) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
    case 'required':
      return (value) => value !== '';
    case 'min':
      return (value) => isWhole(value, LONG_MAX) && Number(value) >= first!;
    case 'max':
      return (value) => isWhole(value, LONG_MAX) && Number(value) <= first!;
    case 'range':
      return (value) => isWhole(value, LONG_MAX) && Number(value) >= first! && Number(value) <= second!;
    case 'minlength':
      return (value) => value.length >= first!;
    case 'maxlength':
      return (value) => value.length <= first!;
    case 'length':
      return (value) => value.length >= first! && value.length <= (second ?? first!);
    case 'regex': {
      const pattern = new RegExp(argument, 'i');
      return (value) => pattern.test(value);
    }
    default:
      throw new Error(`Route template "${template}": the constraint "${text}" is not known to this host.`);
  }
}

function isWhole(value: string, limit: bigint): boolean {
  if (!/^[+-]?\d{1,20}$/.test(value)) return false;
  const number = BigInt(value.replace('+', ''));
  return number >= -limit && number < limit;
}
