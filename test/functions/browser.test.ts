import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import {
  endedCookies,
  farewellCookies,
  ownPageUrl,
  readCookies,
  readForm,
  secretCookie,
  sessionCookies,
  signedOutCookies,
} from '../../functions/browser.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { FORM_BODY_MAX_BYTES, TABS_MAX } from '../../shared/limits.ts';
import { publicUrl } from '../fakes/memory-connector.ts';

const request = (headers: Record<string, string>, body = '') =>
  new HttpRequest({ method: 'POST', url: publicUrl, headers, body: { string: body } });
const form = 'application/x-www-form-urlencoded';
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error: unknown) => (error instanceof ConnectorError ? error.code : error),
  );

describe('readCookies', () => {
  it.each([
    ['', undefined, undefined],
    ['__Host-guestmail=a', 'a', undefined],
    ['other=1; __Host-guestmail=a; __Host-guestmail-session=b==', 'a', 'b=='],
    ['__Host-guestmail=a;__Host-guestmail-session=b', 'a', 'b'],
    ['guestmail=a; x__Host-guestmail=a; __host-guestmail=a', undefined, undefined],
  ])('reads %j', (cookie, secret, session) => {
    expect(readCookies(request(cookie ? { cookie } : {}))).toMatchObject({ secret, session });
  });

  it('takes a cookie that is there twice for none, because a sibling host may have set one', () => {
    expect(readCookies(request({ cookie: '__Host-guestmail=a; __Host-guestmail=b' })).secret).toBeUndefined();
  });
});

describe('readCookies of sessions', () => {
  it('lists the handle of every tab once', () => {
    const held = sessionCookies(request({}), 'a').concat(sessionCookies(request({}), 'b').slice(1));
    const cookie = held.map(({ name, value }) => `${name}=${value}`).join('; ');
    expect(readCookies(request({ cookie: `__Host-guestmail=s; ${cookie}` })).handles).toEqual(['a', 'b']);
  });
});

describe('endedCookies, farewellCookies and signedOutCookies', () => {
  const held = [
    '__Host-guestmail=s',
    '__Host-guestmail-session=b',
    '__Host-guestmail-session-0000000a=a',
    '__Host-guestmail-session-0000000b=b',
    '__Host-guestmail-farewell-0000000c=f',
    '__Host-guestmail-farewell-0000000d=g',
    'other=1',
  ];
  const asked = request({ cookie: held.join('; ') });
  const dropped = (cookies: ReturnType<typeof endedCookies>) =>
    cookies.filter(({ maxAge, value }) => maxAge === 0 && value === '').map(({ name }) => name.slice('__Host-'.length));

  it('drop those of every session, or of one, and keep the secret while somebody signs in', () => {
    const all = ['session', 'session-0000000a', 'session-0000000b', 'farewell-0000000c', 'farewell-0000000d'].map(
      (name) => `guestmail-${name}`,
    );
    expect(dropped(endedCookies(asked))).toEqual(all);
    expect(dropped(endedCookies(asked, 'a'))).toEqual(['guestmail-session-0000000a']);
    expect(dropped(signedOutCookies(asked))).toEqual([...all, 'guestmail']);
    expect(signedOutCookies(request({}))).toHaveLength(1);
  });

  it('hold what the page after a disconnect says, for some minutes, beside that of another one', () => {
    const { id, cookies } = farewellCookies(asked, 'a', 'text');
    const name = `__Host-guestmail-farewell-${id}`;
    expect(cookies.at(-1)).toMatchObject({ name, value: 'text', httpOnly: true, maxAge: 300 });
    expect(dropped(cookies)).toEqual(['guestmail-session-0000000a', 'guestmail-farewell-0000000c']);
    const read = (query: string) =>
      readCookies(
        new HttpRequest({
          method: 'GET',
          url: `https://guestmail.contoso.com/api/me?${query}`,
          headers: { cookie: `${held.join('; ')}; ${name}=text` },
        }),
      ).farewell;
    const queries = [`erased=${id}`, 'disconnected=0000000d', 'erased', 'erased=0000000e', 'tab=0000000d'];
    expect(queries.map(read)).toEqual(['text', 'g', undefined, undefined, undefined]);
  });
});

describe('ownPageUrl', () => {
  const read = (url: string, cookies: { name: string; value: string }[]) => {
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return readCookies(new HttpRequest({ method: 'GET', url, headers: { cookie } })).session;
  };

  it('leads each of two sign-ins to its own session, and a page without a tab to the last one', () => {
    const [first, second] = [sessionCookies(request({}), 'a'), sessionCookies(request({}), 'b')];
    const held = [...first.slice(1), ...second];
    expect(read(ownPageUrl(publicUrl, 'a'), held)).toBe('a');
    expect(read(ownPageUrl(publicUrl, 'b'), held)).toBe('b');
    expect(read(`${publicUrl}/me`, held)).toBe('b');
  });

  it.each(['', 'x', '; __Host-guestmail', '00000000'])('leads a tab %j that never was to nobody', (tab) => {
    expect(read(`${publicUrl}/me?${new URLSearchParams({ tab })}`, sessionCookies(request({}), 'a'))).toBeUndefined();
  });

  it('does not show the handle', () => {
    expect(ownPageUrl(publicUrl, 'the-handle')).not.toContain('the-handle');
  });
});

describe('secretCookie and sessionCookies', () => {
  it('are bound to this host, closed to script, and end after half an hour', () => {
    const rest = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: 1_800 };
    expect(secretCookie('a')).toEqual({ name: '__Host-guestmail', value: 'a', ...rest });
    expect(sessionCookies(request({}), 'b')).toEqual([
      { name: '__Host-guestmail-session', value: 'b', ...rest },
      { name: expect.stringMatching(/^__Host-guestmail-session-[0-9a-f]{8}$/) as string, value: 'b', ...rest },
    ]);
  });

  it('let the oldest tabs go when there are more than ten, and never the own one', () => {
    const nameOf = (handle: string) => sessionCookies(request({}), handle)[1]?.name ?? '';
    const handles = Array.from({ length: TABS_MAX + 2 }, (_, index) => `handle-${index}`);
    const cookie = [
      '__Host-guestmail=s',
      '__Host-guestmail-session=x',
      '__Host-guestmail-session-a b=x',
      ...handles.map((one) => `${nameOf(one)}=${one}`),
    ];
    const removed = (handle: string) =>
      sessionCookies(request({ cookie: cookie.join('; ') }), handle)
        .filter(({ maxAge }) => maxAge === 0)
        .map(({ name }) => name);
    expect(removed('another')).toEqual(handles.slice(0, 3).map(nameOf));
    expect(removed('handle-0')).toEqual(handles.slice(1, 3).map(nameOf));
    expect(sessionCookies(request({ cookie: cookie.join('; ') }), 'another', true)).toHaveLength(TABS_MAX + 4);
    expect(sessionCookies(request({ cookie: cookie.slice(0, TABS_MAX).join('; ') }), 'another')).toHaveLength(2);
  });
});

describe('readForm', () => {
  const { origin } = new URL(publicUrl);

  it.each([
    [{ origin }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }],
    [{ origin, 'content-type': `${form}; charset=UTF-8` }],
  ] as Record<string, string>[][])('reads a form of our own page (%#)', async (headers) => {
    const given = await readForm(request({ 'content-type': form, ...headers }, 'handle=a%20b&purpose=me'), publicUrl);
    expect(Object.fromEntries(given)).toEqual({ handle: 'a b', purpose: 'me' });
  });

  it.each([
    [{}],
    [{ origin: 'null' }],
    [{ origin: 'https://evil.contoso.com' }],
    [{ origin: `${origin}.northwindtraders.com` }],
    [{ origin: origin.replace('https', 'http') }],
    [{ origin: `${origin}:8443` }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'none' }],
    // A foreign origin is never made good by the other header, nor by the host that was called.
    [{ origin: 'https://northwindtraders.com', 'sec-fetch-site': 'same-origin', host: 'northwindtraders.com' }],
    [{ referer: `${publicUrl}/authorize`, host: new URL(publicUrl).host }],
  ] as Record<string, string>[][])('refuses a request from elsewhere (%j)', async (headers) => {
    expect(await codeOf(readForm(request({ 'content-type': form, ...headers }, 'handle=a'), publicUrl))).toBe(
      'cross_site_request',
    );
  });

  it.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x'])(
    'refuses a body of type %s',
    async (type) => {
      expect(await codeOf(readForm(request({ origin, 'content-type': type }, 'handle=a'), publicUrl))).toBe(
        'unsupported_media_type',
      );
    },
  );

  it('reads no more than a form of ours can hold', async () => {
    const headers = { origin, 'content-type': form };
    expect(await codeOf(readForm(request(headers, 'a'.repeat(FORM_BODY_MAX_BYTES)), publicUrl))).toBe('read');
    expect(await codeOf(readForm(request(headers, 'a'.repeat(FORM_BODY_MAX_BYTES + 1)), publicUrl))).toBe(
      'request_too_large',
    );
    const declared = { ...headers, 'content-length': String(FORM_BODY_MAX_BYTES + 1) };
    expect(await codeOf(readForm(request(declared), publicUrl))).toBe('request_too_large');
  });
});
