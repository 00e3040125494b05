/**
 * The files that pages load, each under a name that holds the hash of its content, and the headers of pages and files.
 * An organisation's colour is a file of its own.
 *
 * A file never changes under its name, so browsers may keep it for ever and never mix two releases. They never keep a page.
 * functions/assets.ts serves the files and answers any other name with 404.
 */
import { createHash } from 'node:crypto';
import { buildAccentStyle } from './accent-style.ts';
import { pageIcon } from './page-icon.ts';
import { pageScript } from './page-script.ts';
import type { PageSettings } from './page-settings.ts';
import { pageStyle } from './page-style.ts';

export interface Asset {
  /** `{start}.{hash}.{extension}`, below `{PUBLIC_URL}/assets/`; the start is `page`, or `console`. */
  name: string;
  contentType: string;
  body: string;
}

export function createAsset(extension: string, contentType: string, body: string, start = 'page'): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return Object.freeze({ name: `${start}.${hash}.${extension}`, contentType, body });
}

export const styleAsset = createAsset('css', 'text/css; charset=utf-8', pageStyle);
export const scriptAsset = createAsset('js', 'text/javascript; charset=utf-8', pageScript);
export const iconAsset = createAsset('svg', 'image/svg+xml', pageIcon);

const assets: readonly Asset[] = Object.freeze([styleAsset, scriptAsset, iconAsset]);

/** With the colour that the settings name, to be loaded after the style sheet. */
export function createAccentAsset({ accentColor }: Pick<PageSettings, 'accentColor'>): Asset | undefined {
  return accentColor === undefined
    ? undefined
    : createAsset('css', 'text/css; charset=utf-8', buildAccentStyle(accentColor));
}

/** All files of an installation. */
export function listAssets(settings: Pick<PageSettings, 'accentColor'>): readonly Asset[] {
  const accent = createAccentAsset(settings);
  return accent ? [...assets, accent] : assets;
}

const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=31536000',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * For every page. There is no `form-action`, because browsers apply it to each redirect after the post, the sign-in pages of the
 * home tenant included. The opener policy keeps the opener of the window from steering it later.
 */
const pageHeaders: Readonly<Record<string, string>> = Object.freeze({
  ...everywhere,
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  Vary: 'Accept-Language, Cookie',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'X-Robots-Tag': 'noindex',
});

/** For every page of an installation; the one foreign thing that a page may load is a picture from where the logo is. */
export function buildPageHeaders({ logoUrl }: Pick<PageSettings, 'logoUrl'>): Record<string, string> {
  const pictures = logoUrl === undefined ? "'self'" : `'self' ${new URL(logoUrl).origin}`;
  const policy = `default-src 'none'; style-src 'self'; script-src 'self'; img-src ${pictures}; base-uri 'none'; frame-ancestors 'none'`;
  return { ...pageHeaders, 'Content-Security-Policy': policy };
}

/** For every file, beside its content type. */
export const assetHeaders: Readonly<Record<string, string>> = Object.freeze({
  ...everywhere,
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Content-Security-Policy': "default-src 'none'",
});
