import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHost, parseRequestTarget } from '../../../../infra/local/host/request-target.ts';

describe('parseRequestTarget', () => {
  it.each([
    ['/a/b?c=%20', 'a/b', '/a/b?c=%20', '/a/b?c=%20'],
    ['/a%20b', 'a b', '/a%20b', '/a%20b'],
    ['/%41', 'A', '/A', '/A'],
    ['/a%2Fb%2f', 'a%2Fb%2f', '/a%2Fb%2f', '/a%252Fb%252f'],
    ['/a%252F', 'a%2F', '/a%2F', '/a%252F'],
    ['/a%25', 'a%', '/a%25', '/a%25'],
    ['/a%23%3Fb', 'a#?b', '/a%23%3Fb', '/a%23%3Fb'],
    ['/%c3%a4%ff', '%c3%a4%ff', '/%c3%a4%ff', '/%25c3%25a4%25ff'],
    ['/%c3%a4/%ff', 'ä/%ff', '/%C3%A4/%ff', '/%C3%A4/%25ff'],
    ['/a/../b/./c', 'b/c', '/b/c', '/b/c'],
    ['/../../a/..', '', '/', '/'],
    ['/a/%2e%2e/b', 'b', '/b', '/b'],
    ['http://contoso.com:1/a?b', 'a', '/a?b', '/a?b'],
    ['/a?b?c#d', 'a', '/a?b?c#d', '/a?b?c#d'],
  ])('reads %s', (target, path, buffered, streamed) => {
    expect(parseRequestTarget(target, false)).toMatchObject({ path, address: buffered });
    expect(parseRequestTarget(target, true)).toMatchObject({ path, address: streamed });
  });

  it.each(['*', 'a', '', 'http://contoso.com', '/ä', '/a b', '/%00', '/a/%00b?c'])('refuses %j', (target) => {
    expect(parseRequestTarget(target, false)).toBeUndefined();
  });

  it('gives an address that stands in a URL and decodes to the same path, for any path of text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/[/\0]|^\.+$/.test(value));
    fc.assert(
      fc.property(text, (value) => {
        const target = parseRequestTarget(`/${encodeURIComponent(value)}`, true)!;
        expect(target.path).toBe(value);
        expect(decodeURIComponent(new URL(`http://localhost${target.address}`).pathname)).toBe(`/${value}`);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (target, streaming) => {
        parseRequestTarget(target, streaming);
        parseRequestTarget(`/${target}%`, streaming);
      }),
    );
  });
});

describe('isHost', () => {
  it.each(['localhost', 'localhost:7071', '127.0.0.1:80', '[::1]:7071', 'guestmail.contoso.com'])(
    'accepts %s',
    (host) => {
      expect(isHost(host)).toBe(true);
    },
  );

  it.each(['', 'a b', 'a/b', 'a@b', 'a,b', 'a:99999', '1.2.3.999', '[', 'a?b', 'a#b', 'a\\b', '::1'])(
    'refuses %j',
    (host) => {
      expect(isHost(host)).toBe(false);
    },
  );
});
