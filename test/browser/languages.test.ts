import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { pseudo } from '../shared/pages/text/pseudo-locale.ts';
import { catalogues } from '../shared/pages/text/all-texts.ts';
import { createContext, renderGallery, startGallery, sampleSettings, sparseSettings } from './gallery.ts';
import { choose, openTab, press, startJourneys, switchTo } from './journey.ts';
import { renderTrustSample } from './sample-trust.ts';
import { sharedBrowser } from './shared-browser.ts';

const journeys = await startJourneys();
const { app } = journeys;
afterAll(() => journeys.close());

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

describe('the language of a page over the wire', () => {
  it.each([
    ['authorize', undefined, 'en', 200],
    ['authorize', 'de-AT,de;q=0.9,en;q=0.8', 'de', 200],
    ['authorize', 'ja,*;q=0.1', 'en', 200],
    ['authorize?lang=de', 'en', 'de', 200],
    ['authorize?lang=tlh', 'de', 'de', 200],
    ['me', 'de', 'de', 200],
    ['callback', 'de', 'de', 400],
    ['callback?admin_consent=True&lang=de', 'en', 'de', 200],
    ['authorize/ended', 'de', 'de', 200],
    ['trust', 'de', 'de', 200],
    ['trust?lang=de', 'sv', 'de', 200],
    ['', 'de', 'de', 200],
    ['none', 'de', 'de', 404],
    ['assets/none.css', 'de', 'de', 404],
  ])('of /%s for %s is %s, in markup and header', async (path, accepted, language, status) => {
    const answer = await fetch(`${app.publicUrl}/${path}`, {
      headers: { Accept: 'text/html,*/*;q=0.8', ...(accepted && { 'Accept-Language': accepted }) },
    });
    const { headers } = answer;
    expect([answer.status, headers.get('content-language'), headers.get('vary')]).toEqual([
      status,
      language,
      status === 404 ? 'Accept, Accept-Language, Cookie' : 'Accept-Language, Cookie',
    ]);
    expect(await answer.text()).toContain(`<html lang="${language}">`);
    expect(headers.getSetCookie().length).toBe(path.endsWith('lang=de') ? 1 : 0);
  });
});

describe('the switch without script', () => {
  it('changes every page on the way, and stays changed through forms and sign-ins', async () => {
    const context = await journeys.visit({ javaScriptEnabled: false });
    const page = await openTab(context);
    await page.goto(`${app.publicUrl}/authorize`);
    await switchTo(page, 'Deutsch');
    expect(page.url()).toBe(`${app.publicUrl}/authorize?lang=de`);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await press(page, 'Weiter zu Microsoft');
    await choose(page, app, 'ann');
    await press(page, 'Accept');
    await heading(page, 'Ihr Postfach ist verbunden');
    expect(new URL(page.url()).search).toMatch(/^\?tab=[0-9a-f]{8}$/);

    await press(page, 'Test-E-Mail an mich senden');
    await heading(page, 'Die Test-E-Mail wurde gesendet');
    expect(app.stack.graph.messages().map(({ subject }) => subject)).toEqual([
      'Test-E-Mail: Business Central kann aus Ihrem Postfach senden',
    ]);
    const { searchParams } = new URL(page.url());
    await switchTo(page, 'English');
    await heading(page, 'The test email was sent');
    const shown = new URL(page.url()).searchParams;
    expect([shown.get('tab'), shown.get('test')]).toEqual([searchParams.get('tab'), searchParams.get('test')]);

    await page.goto(`${app.publicUrl}/me`);
    await switchTo(page, 'Deutsch');
    await page.getByText('Trennen', { exact: true }).click();
    await press(page, 'Dieses Postfach trennen');
    await heading(page, 'Ihr Postfach ist getrennt');
    await switchTo(page, 'English');
    await heading(page, 'Your mailbox is disconnected');
    expect(page.url()).toMatch(/\/api\/me\?disconnected=[0-9a-f]{8}&lang=en$/);
  });

  it.each([
    ['none', 'Diese Seite gibt es nicht'],
    ['me/erase', 'So lässt sich diese Adresse nicht nutzen'],
  ])('stays at /%s, where nothing is to be seen', async (path, title) => {
    const page = await openTab(await journeys.visit({ javaScriptEnabled: false }));
    await page.goto(`${app.publicUrl}/${path}?a=b`);
    await switchTo(page, 'Deutsch');
    await heading(page, title);
    expect(page.url()).toBe(`${app.publicUrl}/${path}?lang=de`);
  });

  it('keeps the page of a sign-in that was refused', async () => {
    const page = await openTab(await journeys.visit({ javaScriptEnabled: false }));
    await page.goto(`${app.publicUrl}/callback?code=c0de&state=st4te`);
    await heading(page, 'This sign-in is no longer valid');
    await switchTo(page, 'Deutsch');
    await heading(page, 'Diese Anmeldung ist nicht mehr gültig');
    expect(page.url()).toBe(`${app.publicUrl}/authorize/ended?reason=request_expired&lang=de`);
  });
});

/** One problem of each kind of page; the others differ in their sentences alone. */
const problems = ['wrong_account', 'identity_changed', 'too_many_tests', 'blocked_by_home_policy', 'personal_account']
  .concat(['admin_approval_required', 'host_approval_likely', 'internal_error', 'not_found'])
  .map((code) => `problem/${code}`);

describe('every language', () => {
  it.each([
    ['all settings', sampleSettings],
    ['the longest names', sparseSettings],
  ])('fits on a phone, every page of it, with %s', async (_name, settings) => {
    const gallery = await startGallery(settings);
    const page = await (await sharedBrowser()).newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`${gallery.url}/consent`);
    const wide: string[] = [];
    for (const texts of Object.values(catalogues)) {
      const trust = ['trust', renderTrustSample(createContext(settings, texts))] as const;
      const bodies = [...renderGallery(settings, texts), trust].map(([name, text]) => {
        const [, body = ''] = /<body>([^]*)<\/body>/.exec(text) ?? [];
        return [`${texts.tag} ${name}`, body] as const;
      });
      expect(bodies.filter(([, body]) => body === '')).toEqual([]);
      // In one page, with its style: a journey to each would take minutes.
      wide.push(...(await page.evaluate(listWide, bodies)));
    }
    await page.close();
    await gallery.close();
    expect(wide).toEqual([]);
  });
});

/** In the browser: which of these bodies are wider than the window, with everything unfolded. */
function listWide(bodies: (readonly [name: string, body: string])[]): string[] {
  return bodies.flatMap(([name, body]) => {
    const [language = ''] = name.split(' ');
    document.documentElement.lang = language;
    document.body.innerHTML = body;
    document.querySelectorAll('details').forEach((details) => (details.open = true));
    const { scrollWidth } = document.documentElement;
    return scrollWidth > innerWidth ? [`${name}: ${scrollWidth}`] : [];
  });
}

describe('a longer language', () => {
  it.each([
    ['all settings', sampleSettings],
    ['the longest names', sparseSettings],
  ])('fits on a phone, every view of it, with %s', async (_name, settings) => {
    const gallery = await startGallery(settings, { texts: pseudo });
    const browser = await sharedBrowser();
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    const wide: Record<string, number> = {};
    const names = gallery.names.filter((name) => !name.startsWith('problem/') || problems.includes(name));
    for (const name of names) {
      await page.goto(`${gallery.url}/${name}`);
      const width = await page.evaluate(() => {
        document.querySelectorAll('details').forEach((details) => (details.open = true));
        return document.documentElement.scrollWidth;
      });
      if (width > 390) wide[name] = width;
    }
    await page.close();
    await gallery.close();
    expect(wide).toEqual({});
  });
});
