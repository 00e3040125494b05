import { describe, expect, it } from 'vitest';
import { isAllowedUrl } from '../../../shared/http/public-url.ts';

describe('isAllowedUrl', () => {
  it.each([
    'https://contoso.com/',
    'https://contoso.com:443/',
    'https://contoso.com:8443/x?y',
    'https://contoso.com:1024',
  ])('allows %s', (url) => {
    expect(isAllowedUrl(new URL(url))).toBe(true);
  });

  it.each([
    'http://contoso.com/',
    'ftp://contoso.com/',
    'https://contoso.com:80/',
    'https://contoso.com:22/',
    'https://contoso.com:1023/',
    'https://ann@contoso.com/',
    'https://:secret@contoso.com/',
    'https://graph.microsoft.com@contoso.com/',
  ])('refuses %s', (url) => {
    expect(isAllowedUrl(new URL(url))).toBe(false);
  });
});
