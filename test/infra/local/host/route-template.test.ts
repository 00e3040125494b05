import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRouteTemplate } from '../../../../infra/local/host/route-template.ts';

const match = (template: string, path: string) => parseRouteTemplate(template).match(path.split('/'));

describe('parseRouteTemplate', () => {
  it.each([
    ['a/b', 'a/b', {}],
    ['A/b', 'a/B', {}],
    ['a', 'a/', {}],
    ['/a/', 'a', {}],
    ['a/{id}', 'a/1', { id: '1' }],
    ['a/{id}', 'a/%2F', { id: '%2F' }],
    ['a/{id?}', 'a', {}],
    ['a/{id?}', 'a/', {}],
    ['a/{id=7}', 'a', { id: '7' }],
    ['a/{id=7}', 'a/8', { id: '8' }],
    ['a/{*rest}', 'a', {}],
    ['a/{*rest}', 'a/b/c', { rest: 'b/c' }],
    ['a/{**rest}', 'a/b/', { rest: 'b/' }],
    ['{*rest}', '', {}],
    ['{name}.{extension}', 'a.b.c', { name: 'a', extension: 'b.c' }],
    ['v{version:int}/x', 'v12/X', { version: '12' }],
    ['a/{id:int:min(5)}', 'a/6', { id: '6' }],
    ['a/{id:regex(^\\d{{3}}$)}', 'a/123', { id: '123' }],
    ['a/{id:regex(^x/y|z$)?}', 'a', {}],
    ['{{a}}', '{a}', {}],
  ])('%s matches %s', (template, path, params) => {
    expect(match(template, path)).toEqual(params);
  });

  it.each([
    ['a/b', 'a'],
    ['a', 'a/b'],
    ['a', 'a//'],
    ['a/b', 'a//b'],
    ['a/{id}', 'a'],
    ['a/{id}', 'a/'],
    ['a/{id}/b', 'a//b'],
    ['{name}.{extension}', 'ab'],
    ['a/{id:int}', 'a/b'],
    ['a/{id:int:min(5)}', 'a/4'],
    ['a/{*rest:int}', 'a/b'],
    ['a/{id:regex(^\\d{{3}}$)}', 'a/1234'],
    ['a.c', 'abc'],
  ])('%s does not match %s', (template, path) => {
    expect(match(template, path)).toBeUndefined();
  });

  it.each(['a/{', 'a/{}', 'a//b', 'a/{a b:what}', 'a/{id:unheard}', '{:int}'])('refuses %s', (template) => {
    expect(() => parseRouteTemplate(template)).toThrow(`"${template}"`);
  });

  it('gives a parameter whatever stands in its segment', () => {
    const segment = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('/'));
    fc.assert(
      fc.property(segment, segment, (first, second) => {
        expect(match('x/{first}/y/{second}', `x/${first}/y/${second}`)).toEqual({ first, second });
      }),
    );
  });

  it('orders literal, constrained, plain and catch-all', () => {
    const templates = ['a', '{x:int}', '{x}', '{*x:int}', '{*x}'];
    expect(templates.map((template) => parseRouteTemplate(template).precedence)).toEqual([[1], [2], [3], [4], [5]]);
  });
});
