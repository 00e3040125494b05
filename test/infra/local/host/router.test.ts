import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../../infra/local/host/router.ts';
import { routes as appRoutes } from '../../../functions/routes.ts';
import type { RegisteredFunction } from '../../../../infra/local/host/rpc.ts';

function httpFunction(name: string, route: string | undefined, methods = ['GET']): RegisteredFunction {
  const trigger = { type: 'httpTrigger', direction: 'in' as const, methods, ...(route !== undefined && { route }) };
  return {
    name,
    metadata: { name, bindings: { trigger } },
    callback: () => undefined,
    triggerName: 'trigger',
    trigger,
  };
}

describe('createRouter', () => {
  it('takes the most specific template, whatever the names', () => {
    const router = createRouter(
      [
        httpFunction('a', '{*rest}'),
        httpFunction('b', 'items/{id}'),
        httpFunction('c', 'items/{id:int}'),
        httpFunction('d', 'items/recent'),
        httpFunction('e', 'items/{id}/parts'),
      ],
      'api',
    );
    const name = (path: string) => router.match('GET', path)?.function.name;
    expect(name('api/items/recent')).toBe('d');
    expect(name('api/items/7')).toBe('c');
    expect(name('api/items/seven')).toBe('b');
    expect(name('api/items/seven/parts')).toBe('e');
    expect(name('api/items/seven/others')).toBe('a');
    expect(name('other')).toBeUndefined();
  });

  it('goes on to the next template when the method does not fit', () => {
    const router = createRouter([httpFunction('a', 'x', ['POST']), httpFunction('b', '{any}', ['get'])], '');
    expect(router.match('POST', 'x')?.function.name).toBe('a');
    expect(router.match('GET', 'x')?.function.name).toBe('b');
    expect(router.match('PUT', 'x')).toBeUndefined();
  });

  it('uses the name where no route is given', () => {
    const router = createRouter([httpFunction('send', undefined), httpFunction('me', '')], 'api/v1');
    expect(router.match('GET', 'api/v1/send')?.function.name).toBe('send');
    expect(router.match('GET', 'api/v1/me')?.function.name).toBe('me');
  });

  it('names the routes which Azure, going by function names, would not reach', () => {
    const routes = [httpFunction('a', 'items/{id}'), httpFunction('b', 'items/recent'), httpFunction('c', 'others')];
    expect(createRouter(routes, 'api').hidden).toEqual([
      'In Azure a (api/items/{id}) would answer for b (api/items/recent): ' +
        'functions are matched there in the order of their names.',
    ]);
    const sorted = [httpFunction('a', 'items/recent'), httpFunction('b', 'items/{id}'), httpFunction('c', '{*all}')];
    expect(createRouter(sorted, 'api').hidden).toEqual([]);
    const apart = [httpFunction('a', 'items/{id}', ['POST']), httpFunction('b', 'items/recent', ['GET'])];
    expect(createRouter(apart, 'api').hidden).toEqual([]);
  });

  it('names none of the app', () => {
    // Every function of the app is registered for every method, so the path alone decides; the host orders functions by name.
    const functions = Object.entries(appRoutes)
      .map(([name, { path }]) => httpFunction(name, path))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    expect(createRouter(functions, 'api').hidden).toEqual([]);
  });

  it('passes over functions with other triggers', () => {
    const timer: RegisteredFunction = {
      ...httpFunction('tick', 'tick'),
      trigger: { type: 'timerTrigger', direction: 'in' },
    };
    expect(createRouter([timer], '').match('GET', 'tick')).toBeUndefined();
  });
});
