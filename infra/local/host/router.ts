/**
 * Finds the function for a method and a path.
 *
 * The most specific template wins, as in ASP.NET Core: literal before constrained before plain parameter before
 * catch-all. Azure's host takes the first function by name instead (Azure/azure-functions-host#9876), so `hidden` names
 * the routes that would not be reached there. A known path with another method is not found, as there.
 */
import { parseRouteTemplate, type RouteTemplate } from './route-template.ts';
import type { RegisteredFunction } from './rpc.ts';
import { readOption } from './settings.ts';

export interface RouteMatch {
  function: RegisteredFunction;
  /** Decoded once by the host, `%2F` kept. */
  params: Record<string, string>;
}

export interface Router {
  match(method: string, path: string): RouteMatch | undefined;
  /** One sentence for each route that an app would lose in Azure. */
  hidden: string[];
}

interface Route {
  function: RegisteredFunction;
  methods: Set<string>;
  template: RouteTemplate;
  text: string;
}

/** `functions` in the order of their names; those without an HTTP trigger are skipped. */
export function createRouter(functions: RegisteredFunction[], routePrefix: string): Router {
  const routes = functions
    .filter((registered) => registered.trigger.type.toLowerCase() === 'httptrigger')
    .map((registered) => toRoute(registered, routePrefix));
  const ordered = routes.toSorted((a, b) => comparePrecedence(a.template.precedence, b.template.precedence));
  return {
    match(method, path) {
      const parts = path.split('/');
      // Once, and not for each template.
      const lowered = path.toLowerCase().split('/');
      for (const route of ordered) {
        if (!route.methods.has(method)) continue;
        const params = route.template.match(parts, lowered);
        if (params) return { function: route.function, params };
      }
      return undefined;
    },
    hidden: findHidden(routes),
  };
}

function toRoute(registered: RegisteredFunction, routePrefix: string): Route {
  const { methods } = registered.trigger;
  const own = readOption(registered.trigger, 'route', registered.name);
  const text = routePrefix === '' ? own : `${routePrefix}/${own}`;
  const names = Array.isArray(methods) ? methods.map((method) => String(method).toUpperCase()) : [];
  return { function: registered, methods: new Set(names), template: parseRouteTemplate(text), text };
}

function findHidden(routes: Route[]): string[] {
  return routes.flatMap((route, index) =>
    routes
      .slice(0, index)
      .filter(
        (earlier) =>
          comparePrecedence(route.template.precedence, earlier.template.precedence) <= 0 &&
          [...route.methods].some((method) => earlier.methods.has(method)) &&
          earlier.template.match(route.template.sample.split('/')) !== undefined,
      )
      .map(
        (earlier) =>
          `In Azure ${earlier.function.name} (${earlier.text}) would answer for ${route.function.name} (${route.text}): ` +
          'functions are matched there in the order of their names.',
      ),
  );
}

function comparePrecedence(a: number[], b: number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    if (a[index] !== b[index]) return a[index]! - b[index]!;
  }
  return a.length - b.length;
}
