import { describe, expect, it } from 'vitest';
import { assetHeaders, buildPageHeaders, listAssets } from '../../../../shared/pages/kit/assets.ts';

const assets = listAssets({ accentColor: '#7a1f5c' });
const pageHeaders = buildPageHeaders({});

describe('listAssets', () => {
  it('names each file by its content', () => {
    for (const { name } of assets) expect(name).toMatch(/^page\.[0-9a-f]{16}\.(css|js|svg)$/);
    expect(new Set(assets.map(({ name }) => name)).size).toBe(assets.length);
    const others = listAssets({ accentColor: '#14692f' }).filter(
      (one) => !assets.some(({ name }) => name === one.name),
    );
    expect([listAssets({}).length, others.length]).toEqual([assets.length - 1, 1]);
  });

  it('stays small', () => {
    const size = (extension: string) =>
      Buffer.byteLength(assets.find(({ name }) => name.endsWith(extension))?.body ?? '');
    expect(size('.css')).toBeLessThanOrEqual(6.5 * 1024);
    expect(size('.js')).toBeLessThanOrEqual(2 * 1024);
    expect(size('.svg')).toBeLessThanOrEqual(1024);
  });
});

describe('buildPageHeaders', () => {
  const policy = new Map(
    (pageHeaders['Content-Security-Policy'] ?? '')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );

  it('allows own files only, nothing inline, no base and no frame', () => {
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect([...policy.values()].flat().every((source) => source === "'self'" || source === "'none'")).toBe(true);
  });

  it('allows pictures from where the logo is, and nothing else from there', () => {
    const logoUrl = "https://Pictures.contoso.com:8443/a;b,c/logo.png?x='y";
    const { 'Content-Security-Policy': withLogo = '' } = buildPageHeaders({ logoUrl });
    expect(withLogo.replace("img-src 'self' https://pictures.contoso.com:8443;", "img-src 'self';")).toBe(
      pageHeaders['Content-Security-Policy'],
    );
  });

  it('leaves out form-action, which would stop the redirects of a sign-in', () => {
    expect(policy.has('form-action')).toBe(false);
  });

  it('keeps pages out of caches, referrers, other origins and search engines', () => {
    expect(pageHeaders).toMatchObject({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8}/),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'X-Robots-Tag': 'noindex',
    });
  });
});

describe('assetHeaders', () => {
  it('lets browsers keep a file for ever', () => {
    expect(assetHeaders['Cache-Control']).toBe('public, max-age=31536000, immutable');
    expect(assetHeaders['X-Content-Type-Options']).toBe('nosniff');
  });
});
