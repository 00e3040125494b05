/**
 * Parses one route template of ASP.NET Core and matches paths against it.
 *
 * `literal`, `{name}`, `{name?}`, `{name=default}`, `{name:constraint(argument)}`, `{*rest}`, `{**rest}`, mixed segments
 * such as `{name}.{extension}`, and `{{` for a brace. Literals ignore case. Values are returned as they are in the path.
 * Source: ASP.NET Core, "Routing", route templates and constraints; date constraints are not supported.
 */
import { constraintOf, type Constraint } from './route-constraint.ts';

export interface RouteTemplate {
  /** Per segment, 1 (literal) to 5 (catch-all); the lexicographically smaller template is the more specific one. */
  precedence: number[];
  /** A path which only the literal parts decide, for comparing templates. */
  sample: string;
  /** `parts` of a path between its slashes, without the leading one; an empty last part is a trailing slash. */
  match(parts: string[], lowered?: string[]): Record<string, string> | undefined;
}

interface Parameter {
  name: string;
  constraints: Constraint[];
  optional: boolean;
  fallback: string | undefined;
  catchAll: boolean;
}

interface Segment {
  parameters: Parameter[];
  /** Set for a literal segment, in lower case. */
  literal: string | undefined;
  /** Set for a segment in which literals and parameters are mixed. */
  pattern: RegExp | undefined;
}

/** Throws an Error naming the template when it does not parse. */
export function parseRouteTemplate(template: string): RouteTemplate {
  const segments = splitSegments(template).map((segment) => parseSegment(segment, template));
  return {
    precedence: segments.map(precedenceOf),
    sample: segments.map((segment) => segment.literal ?? 'x').join('/'),
    match: (parts, lowered = parts.map((part) => part.toLowerCase())) => matchSegments(segments, parts, lowered),
  };
}

function matchSegments(segments: Segment[], parts: string[], lowered: string[]): Record<string, string> | undefined {
  const trailingSlash = parts.at(-1) === '';
  const count = trailingSlash ? parts.length - 1 : parts.length;
  const params: Record<string, string> = {};
  for (let index = 0; index < segments.length; index += 1) {
    const { literal, pattern, parameters } = segments[index]!;
    const part = index < count ? parts[index]! : undefined;
    const first = parameters[0];
    if (literal !== undefined) {
      if (part === undefined || lowered[index] !== literal) return undefined;
    } else if (first?.catchAll) {
      const rest = index < count ? parts.slice(index).join('/') : '';
      return assign(params, first, rest) ? params : undefined;
    } else if (pattern) {
      const groups = pattern.exec(part ?? '');
      if (!groups || !parameters.every((each, at) => assign(params, each, groups[at + 1] ?? ''))) return undefined;
    } else if (part === '' || !first || !assign(params, first, part ?? '')) {
      return undefined;
    }
  }
  return count > segments.length ? undefined : params;
}

/** False when the value is missing though required, or breaks a constraint. */
function assign(params: Record<string, string>, parameter: Parameter, value: string): boolean {
  const given = value === '' ? parameter.fallback : value;
  if (given === undefined) return parameter.optional || parameter.catchAll;
  if (!parameter.constraints.every((constraint) => constraint(given))) return false;
  params[parameter.name] = given;
  return true;
}

function splitSegments(template: string): string[] {
  const segments = [''];
  let depth = 0;
  for (const character of template.replace(/^\/+|\/+$/g, '')) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '/' && depth === 0) segments.push('');
    else segments.push(segments.pop() + character);
  }
  if (depth !== 0) throw new Error(`Route template "${template}": the braces do not match.`);
  return segments[0] === '' && segments.length === 1 ? [] : segments;
}

function parseSegment(segment: string, template: string): Segment {
  const pieces = segment.match(/\{\{|\}\}|\{(?:[^{}]|\{\{|\}\})+\}|[^{}]+|[{}]/g) ?? [];
  const parameters: Parameter[] = [];
  let pattern = '^';
  let literal = '';
  for (const piece of pieces) {
    if (piece === '{' || piece === '}') throw new Error(`Route template "${template}": the braces do not match.`);
    if (/^\{[^{]/.test(piece)) {
      parameters.push(parseParameter(unescapeBraces(piece.slice(1, -1)), template));
      pattern += '(.+?)';
    } else {
      const characters = unescapeBraces(piece);
      literal += characters;
      pattern += characters.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&');
    }
  }
  if (literal === '' && parameters.length !== 1) throw new Error(`Route template "${template}": an empty segment.`);
  if (parameters.length === 0) return { parameters, literal: literal.toLowerCase(), pattern: undefined };
  const mixed = parameters.length > 1 || literal !== '';
  return { parameters, literal: undefined, pattern: mixed ? new RegExp(`${pattern}$`, 'is') : undefined };
}

function parseParameter(text: string, template: string): Parameter {
  const match = /^(\*{0,2})([^:=?*{}]+)((?::(?:[^:=?()]+)(?:\([^]*?\))?)*)(?:=([^]*?))?(\?)?$/.exec(text);
  if (!match) throw new Error(`Route template "${template}": "{${text}}" is no parameter.`);
  const constraints = (match[3] ?? '').match(/:[^:()]+(?:\([^]*?\)(?=:|$))?/g) ?? [];
  return {
    name: match[2]!,
    constraints: constraints.map((constraint) => constraintOf(constraint.slice(1), template)),
    optional: match[5] === '?',
    fallback: match[4],
    catchAll: match[1] !== '',
  };
}

function precedenceOf(segment: Segment): number {
  if (segment.literal !== undefined) return 1;
  const constrained = segment.parameters.some((parameter) => parameter.constraints.length > 0);
  if (segment.parameters[0]?.catchAll) return constrained ? 4 : 5;
  return constrained || segment.pattern ? 2 : 3;
}

function unescapeBraces(text: string): string {
  return text.replaceAll('{{', '{').replaceAll('}}', '}');
}
