import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../shared/pages/text/languages.ts';
import {
  checkerPath,
  renderEnglishPages,
  renderGallery,
  sampleSettings,
  sparseSettings,
  startGallery,
} from './gallery.ts';
import { inspect } from './inspect.ts';
import { sharedBrowser } from './shared-browser.ts';

const names = [...renderGallery().keys(), ...renderEnglishPages().keys()];
const logo = {
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="32"><rect width="120" height="32"/></svg>',
};
const hostile = `"'><img src=x onerror=alert(1)><script>alert(1)</script>\u202e&amp;`;

let browser: Browser;
let gallery: Awaited<ReturnType<typeof startGallery>>;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, gallery] = await Promise.all([sharedBrowser(), startGallery()]);
  context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterAll(async () => {
  await context?.close();
  await gallery?.close();
});

async function open(name: string, on = page, url = gallery.url): Promise<void> {
  await on.goto(`${url}/${name}`);
}

/** Colours do not depend on the width, so not every scheme is looked at in every width. */
const places = [
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'dark', width: 768 },
  { colorScheme: 'light', width: 1280 },
] as const;

/**
 * The rules whose verdict depends on colours or on where things lie. The others read the document, of which our style sheet
 * hides nothing in any of these places, so the first place is enough for them.
 */
const placeRules = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable'];

async function inspectEverywhere(on: Page): Promise<Record<string, string[]>> {
  const checkerUrl = new URL(checkerPath, on.url()).href;
  // The list of languages would lie over what is to be seen.
  await on.evaluate(() =>
    document.querySelectorAll<HTMLDetailsElement>('main details').forEach((one) => (one.open = true)),
  );
  const found: Record<string, string[]> = {};
  for (const [index, { colorScheme, width }] of places.entries()) {
    await on.emulateMedia({ colorScheme });
    await on.setViewportSize({ width, height: 800 });
    const faults = await inspect(on, { checkerUrl, ...(index > 0 && { rules: placeRules }) });
    if (faults.length > 0) found[`${colorScheme} ${width}`] = faults;
  }
  return found;
}

describe('inspect', () => {
  it('notices a missing label, faint text and sideways scrolling', async () => {
    await open('consent');
    await page.evaluate(() => {
      const main = document.querySelector('main');
      main?.insertAdjacentHTML('beforeend', '<input type="text"><p id="wide">Faint</p>');
      const faint = document.getElementById('wide');
      if (faint) Object.assign(faint.style, { color: '#aaa', background: '#fff', width: '3000px' });
    });
    const faults = await inspect(page);
    expect(faults.map((fault) => fault.split(/[: ]/)[0])).toEqual(['color-contrast', 'label', 'scrolls']);
    complaints.length = 0;
  });
});

describe('every page', () => {
  it.each(names)('is accessible, fits and loads without complaint: %s', async (name) => {
    await open(name);
    expect(await inspectEverywhere(page)).toEqual({});
    expect(complaints).toEqual([]);
  });

  it.each(['consent', 'connected', 'me/problem', 'problem/wrong_account', 'problem/no_home_tenant', 'trust'])(
    'is accessible and fits with the longest names and the fewest settings: %s',
    async (name) => {
      const sparse = await startGallery(sparseSettings);
      await open(name, page, sparse.url);
      expect(await inspectEverywhere(page)).toEqual({});
      await sparse.close();
    },
  );

  it('lists the languages over the page, which stays where it is, accessible and on the screen', async () => {
    await open('consent');
    await page.setViewportSize({ width: 320, height: 568 });
    const top = () => page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().top);
    const before = await top();
    await page.locator('nav summary').click();
    expect([await top(), await page.locator('nav a:visible').count()]).toEqual([before, languages.length - 1]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await inspect(page)).toEqual([]);
    }
    const list = await page.locator('nav ul').boundingBox();
    expect(list?.x).toBeGreaterThanOrEqual(0);
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThan(568);
  });

  it('has a title of its own, one heading of first order, and at most one primary action', () => {
    const titles = new Map<string, string>();
    for (const [name, text] of renderGallery()) {
      const title = /<title>([^<]+)<\/title>/.exec(text)?.[1] ?? '';
      // Two variants of one page may share its title.
      const folder = name.startsWith('problem/') ? name : name.split('/')[0];
      expect([folder, undefined]).toContain(titles.get(title));
      titles.set(title, folder ?? '');
      expect(text.match(/<h1>/g)).toHaveLength(1);
      expect(text.match(/<main>/g)).toHaveLength(1);
      expect(text.match(/class="[^"]*primary/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });

  it('carries no style, script or handler of its own, and no field but the known ones', () => {
    for (const [, text] of renderGallery()) {
      expect(text).not.toMatch(/\sstyle=|<style|\son[a-z]+=|<script(?! src="\/api\/assets\/)|javascript:/i);
      for (const [, field] of text.matchAll(/<input[^>]* name="([^"]*)"/g)) {
        expect(['handle', 'restart', 'purpose']).toContain(field);
      }
      for (const [, action] of text.matchAll(/<form method="post" action="([^"]*)"/g)) {
        expect(action).toMatch(
          /^https:\/\/guestmail\.contoso\.com\/api\/(authorize|me\/test|me\/disconnect|me\/erase|me\/sign-out|me\/waiting\/[0-9a-f]{32}\/(refuse|release))$/,
        );
      }
    }
  });

  it('never says that something was revoked or delivered', () => {
    for (const [, text] of renderGallery()) expect(text).not.toMatch(/\brevoked\b|\bdelivered\b/i);
  });

  it('shows hostile names as text', async () => {
    const settings = {
      ...sampleSettings,
      hostName: hostile,
      erpName: hostile,
      supportContact: hostile,
      outboundAddresses: hostile,
    };
    const server = await startGallery(settings);
    for (const name of names.filter((candidate) => !candidate.startsWith('problem/') || candidate.includes('policy'))) {
      await open(name, page, server.url);
      expect(await page.locator('img, main script, footer script').count()).toBe(0);
      expect(await page.locator('body').innerText()).toContain(hostile.slice(0, 20));
    }
    expect(await page.locator('bdi', { hasText: '<img' }).count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await server.close();
  });
});

/** Longer than most; the settings take longer ones, for which nobody can promise a first screen. */
const longNames = {
  hostName: 'Contoso Manufacturing Deutschland GmbH & Co. KG',
  erpName: 'Dynamics 365 Finance and Operations',
};
describe('the page for IT and data protection', () => {
  it('leads to each of its parts without script, and copies the record with it', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const tab = await plain.newPage();
    await open('trust', tab);
    await tab.getByRole('link', { name: 'How to revoke it' }).click();
    expect(new URL(tab.url()).hash).toBe('#revoke');
    await expect.poll(async () => (await tab.locator('#revoke').boundingBox())?.y).toBeLessThan(400);
    expect(await tab.getByRole('button').count()).toBe(0);
    await plain.close();

    await open('trust');
    await page.evaluate(() => {
      const copied: string[] = [];
      Object.assign(window, { copied });
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (text: string) => copied.push(text) },
      });
    });
    await page.getByRole('button', { name: 'Copy this text' }).click();
    const [text] = await page.evaluate(() => (window as unknown as { copied: string[] }).copied);
    expect(text).toMatch(/^Record of processing activities [^]*\n8\. Technical and organisational measures/);
  });

  it('prints on white paper, without buttons and without a row that is cut at the edge', async () => {
    await open('trust');
    await page.setViewportSize({ width: 680, height: 1000 });
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect(await page.locator('button:visible, nav:visible').count()).toBe(0);
    expect(await inspect(page, { rules: ['color-contrast'] })).toEqual([]);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
    await page.emulateMedia({ media: null });
  });
});

describe('the consent page', () => {
  it('has its whole button on the first screen in every language, with a logo and long names', async () => {
    const own = await startGallery({ ...sampleSettings, ...longNames, logoUrl: 'https://www.contoso.com/logo.svg' });
    const tab = await context.newPage();
    await tab.route('https://www.contoso.com/**', (route) => route.fulfill(logo));
    const low: [string, number][] = [];
    for (const name of ['consent', 'consent/read-write', 'consent/after-ending'])
      for (const language of languages) {
        await open(`${name}?lang=${language}`, tab, own.url);
        // A phone whose browser shows its bars, and a small laptop.
        for (const [width, height] of [
          [390, 664],
          [1280, 720],
        ] as const) {
          await tab.setViewportSize({ width, height });
          const box = await tab.locator('button.primary').boundingBox();
          const bottom = box ? box.y + box.height : Infinity;
          if (bottom > height) low.push([`${name} ${language} ${width}`, bottom]);
        }
      }
    expect(low).toEqual([]);
    await tab.close();
    await own.close();
  });

  it('has the logo and the colour of the organisation, and loads a picture from nowhere else', async () => {
    const settings = { ...sampleSettings, logoUrl: 'https://www.contoso.com/logo.svg', accentColor: '#767676' };
    const own = await startGallery(settings);
    const referrers: (string | undefined)[] = [];
    await page.route('https://*.contoso.com/**', (route) => {
      referrers.push(route.request().headers()['referer']);
      return route.fulfill(logo);
    });
    await open('consent', page, own.url);
    const width = (src?: string) =>
      page.evaluate(async (other) => {
        const picture = document.querySelector('img');
        if (!picture) return -1;
        if (other) picture.src = other;
        await picture.decode().catch(() => undefined);
        return picture.naturalWidth;
      }, src);
    expect([await width(), referrers]).toEqual([120, [undefined]]);
    expect(await inspectEverywhere(page)).toEqual({});
    const button = page.locator('button.primary');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await button.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(118, 118, 118)');
    expect(complaints).toEqual([]);
    expect(await width('https://pictures.contoso.com/logo.svg')).toBe(0);
    expect(complaints.splice(0).join()).toContain('img-src');
    await page.unroute('https://*.contoso.com/**');
    await own.close();
  });
});

describe('every page by keyboard', () => {
  async function tabThrough(): Promise<string[]> {
    const visited: string[] = [];
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const { activeElement: element } = document;
        if (!element || element === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return { name: element.textContent.trim(), isRinged: outlineStyle === 'solid' && outlineWidth === '3px' };
      });
      if (!focus) break;
      expect(focus.isRinged, `${focus.name} shows its focus`).toBe(true);
      visited.push(focus.name.replace(/\s+/g, ' '));
    }
    return visited;
  }

  it('reaches everything on the consent page in reading order', async () => {
    await open('consent');
    expect(await tabThrough()).toEqual([
      'English',
      'your own page',
      'Continue to Microsoft',
      'If Microsoft says “Need admin approval”',
      'What Microsoft asks you',
      'What is kept, and for how long',
      'support@contoso.com',
      'Go to Business Central',
      'Privacy',
    ]);
  });

  it('keeps the disconnect button folded until it is asked for', async () => {
    await open('me/connected');
    expect(await tabThrough()).not.toContain('Disconnect this mailbox');
    await page.getByText('Disconnect', { exact: true }).press('Enter');
    expect(await page.getByRole('button', { name: 'Disconnect this mailbox' }).isVisible()).toBe(true);
  });

  it('keeps borders and focus visible in forced colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open('consent');
    const button = page.getByRole('button', { name: 'Continue to Microsoft' });
    await button.focus();
    expect(await button.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('3px');
    expect(await button.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await page.emulateMedia({ forcedColors: 'none' });
  });
});

describe('every page without script', () => {
  it('shows no button that does nothing, and posts its forms', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const tab = await plain.newPage();
    for (const name of names) {
      await open(name, tab);
      expect(await tab.locator('button[type=button]:visible').count()).toBe(0);
    }
    await open('problem/wrong_account', tab);
    const [request] = await Promise.all([
      tab.waitForRequest(/authorize/),
      tab.getByRole('button', { name: 'Choose the account again' }).click(),
    ]);
    expect([request.method(), request.postData()]).toEqual(['POST', expect.stringMatching(/^restart=/)]);
    await plain.close();
  });
});
