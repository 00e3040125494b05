import { describe, expect, it } from 'vitest';
import { serializeCookie } from '../../../../infra/local/host/http-answer.ts';

describe('serializeCookie', () => {
  it.each([
    [{ name: 'a', value: '1' }, 'a=1; path=/'],
    [{ name: 'a', value: 'ä;b', path: { value: '/api' } }, 'a=%C3%A4%3Bb; path=/api'],
    [
      { name: 'a', value: '1', maxAge: { value: 60.5 }, domain: { value: 'contoso.com' } },
      'a=1; max-age=60; domain=contoso.com; path=/',
    ],
    [
      { name: 'a', value: '', expires: { value: { seconds: 0 } }, secure: { value: true }, httpOnly: { value: true } },
      'a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; secure; httponly',
    ],
    [{ name: 'a', value: '1', sameSite: 'none' as const, secure: { value: false } }, 'a=1; path=/'],
    [{ name: 'a', value: '1', sameSite: 'explicitNone' as const }, 'a=1; path=/; samesite=none'],
    [{ name: 'a', value: '1', sameSite: 'lax' as const }, 'a=1; path=/; samesite=lax'],
  ])('writes %j', (cookie, text) => {
    expect(serializeCookie(cookie)).toBe(text);
  });
});
