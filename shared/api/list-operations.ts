/**
 * Joins the table of routes with the descriptions: every described operation with its address, its method and who may call it.
 */
import type { Operation, Operations } from './operation.ts';
import { operations } from './operations.ts';

/** As functions/index.ts has them: `path` without the prefix, and for each method who may call. */
export type RouteTable = Readonly<
  Record<string, { readonly path: string } & Partial<Record<keyof Operations, string>>>
>;

export interface ListedOperation extends Operation {
  /** Of the function. */
  name: string;
  /** Begins with a slash. */
  path: string;
  method: keyof Operations;
  access: string;
}

/** In the order of the descriptions. Throws an Error for a description without a route. */
export function listOperations(routes: RouteTable): ListedOperation[] {
  return Object.entries(operations).flatMap(([name, byMethod]) =>
    (Object.entries(byMethod) as [keyof Operations, Operation][]).map(([method, operation]) => {
      const route = routes[name];
      const access = route?.[method];
      if (!route || access === undefined) throw new Error(`No route is called ${name} ${method}.`);
      return { ...operation, name, path: `/${route.path}`, method, access };
    }),
  );
}
