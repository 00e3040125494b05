/**
 * Hostile requests at a route, for fast-check: its address, queries, headers and body as it nearly takes them, or as its description
 * allows them but for some headers. They prove nothing: credentials come on top.
 */
import * as fc from 'fast-check';
import type { RouteName } from '../../functions/http-handlers.ts';
import { listOperations } from '../../shared/api/list-operations.ts';
import { generateRequest } from '../shared/api/generate-request.ts';
import { hostileHeaders } from './hostile-headers.ts';
import type { Target } from './hostile-targets.ts';
import { hostileText } from './hostile-values.ts';
import type { Given } from './invoke.ts';
import { routes } from './routes.ts';

const described = listOperations(routes);

/** Values of an address: those that lead somewhere, and any. */
const mostly = (valid: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...valid) }, { weight: 1, arbitrary: hostileText });

const elsewhere: [string, string][] = [
  ['collection', 'doors'],
  ['door', 'x'],
  ['id', 'x'],
  ['name', 'event-grid'],
  ['path', 'x'],
  ['sender', 'ann@fabrikam.com'],
  ['source', 'x'],
  ['tenant', 'x'],
  ['user', 'ann@fabrikam.com'],
];

/** Requests that nearly fit the route, or fit its description but for what is added. */
export function aim(
  name: RouteName,
  method: string,
  targets: Target | readonly Target[],
  now: Date,
): fc.Arbitrary<Given> {
  const nearly = fc.oneof(...[targets].flat().map((target) => nearlyFit(name, method, target)));
  const operation = described.find((one) => one.name === name && one.method === method);
  if (!operation) return nearly;
  const fits = fc
    .tuple(generateRequest(operation, now), hostileHeaders)
    .map(([{ json: _json, headers, ...given }, hostile]) => ({ ...given, headers: { ...headers, ...hostile } }));
  return fc.oneof({ weight: 3, arbitrary: nearly }, { weight: 1, arbitrary: fits });
}

function nearlyFit(name: RouteName, method: string, target: Target): fc.Arbitrary<Given> {
  const places = [...routes[name].path.matchAll(/\{\*?(\w+)\}/g)].map(([, place = '']) => place);
  const params = fc.record(Object.fromEntries(places.map((place) => [place, mostly(target.params?.[place] ?? ['x'])])));
  const known = Object.entries(target.query ?? { x: ['1'] });
  const pair = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...known)
        .chain(([key, values]) => mostly(values).map((value): [string, string] => [key, value])),
    },
    { weight: 1, arbitrary: fc.tuple(hostileText, hostileText) },
    // Parameters of the paths of other routes.
    { weight: 1, arbitrary: fc.constantFrom<[string, string]>(...elsewhere) },
  );
  const own = fc.record({
    params,
    isMixed: fc.boolean(),
    query: fc.array(pair, { maxLength: 4 }),
    headers: fc
      .tuple(fc.constantFrom(...(target.headers ?? [{}])), hostileHeaders)
      .map(([fitting, hostile]) => ({ ...fitting, ...hostile })),
    body:
      method === 'GET' || method === 'HEAD' ? fc.constant(undefined) : (target.body ?? fc.constantFrom('', '{}', 'x')),
  });
  return own.map(({ body, isMixed, query, ...rest }) => ({
    ...rest,
    query,
    // Some hosts have queries among the parameters of the address, where those of the path win.
    ...(isMixed && { params: { ...Object.fromEntries(query), ...rest.params } }),
    ...(body !== undefined && { body }),
  }));
}
