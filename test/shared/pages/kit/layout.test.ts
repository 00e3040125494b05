import { describe, expect, it } from 'vitest';
import { listAssets } from '../../../../shared/pages/kit/assets.ts';
import { html } from '../../../../shared/pages/kit/html.ts';
import { renderPage } from '../../../../shared/pages/kit/layout.ts';
import { createContext, sampleContext as context, sampleSettings as settings } from '../../../browser/gallery.ts';

const assets = listAssets({});

describe('renderPage', () => {
  const page = renderPage({ context, title: 'A & B', main: html`<p>Text</p>`, requestId: '<id>' });

  it('is a document with language, viewport, title and heading', () => {
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en">/);
    expect(page).toContain('<title>A &amp; B</title>');
    expect(page).toContain('content="width=device-width, initial-scale=1"');
    expect(page.match(/<h1>[^]*?<\/h1>/g)).toEqual(['<h1>A &amp; B</h1>']);
  });

  it('links its files by path, whatever name the page was reached under', () => {
    for (const { name } of assets) expect(page).toContain(`="/api/assets/${name}"`);
    const atRoot = renderPage({
      context: createContext({ ...settings, publicUrl: 'https://contoso.com' }),
      title: 'A',
      main: html``,
    });
    for (const { name } of assets) expect(atRoot).toContain(`="/assets/${name}"`);
  });

  it('says whose page it is, whom to ask, and the request id', () => {
    expect(page).toContain('This page is run for <bdi>Contoso</bdi> at <bdi>guestmail.contoso.com</bdi>.');
    expect(page).toContain('href="mailto:support@contoso.com"');
    expect(page).toContain('href="https://www.contoso.com/privacy"');
    expect(page).toContain('href="https://businesscentral.dynamics.com/"');
    expect(page).toContain('Request id: <code>&lt;id&gt;</code>');
  });

  it('shows the logo under the name of the organisation, and takes its colour from a file', () => {
    const own = { ...settings, logoUrl: 'https://www.contoso.com/logo.png', accentColor: '#7a1f5c' };
    const shown = renderPage({ context: createContext(own), title: 'A', main: html`` });
    expect(shown).toMatch(
      /<img\s+class="logo"\s+src="https:\/\/www\.contoso\.com\/logo\.png"\s+alt="Contoso"\s+referrerpolicy="no-referrer"/,
    );
    expect(listAssets(own).filter(({ name }) => !shown.includes(`/api/assets/${name}`))).toEqual([]);
    expect(page).not.toMatch(/<img|#7a1f5c/);
  });

  it('leaves out what is not set', () => {
    const { erpUrl: _erpUrl, privacyUrl: _privacyUrl, supportContact: _supportContact, ...sparse } = settings;
    const bare = renderPage({ context: createContext(sparse), title: 'A', main: html`` });
    expect(bare).not.toContain('Privacy');
    expect(bare).not.toContain('Request id');
    expect(bare).toContain('Ask your contact at <bdi>Contoso</bdi>.');
  });
});
