import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../../infra/local/emulators/kit/emulator.ts';
import {
  choose,
  connect,
  expectConnected,
  expectNothingStored,
  expectRefusal,
  openTab,
  press,
  reach,
  startConnecting,
  startJourneys,
} from './journey.ts';
import { readConnection, readRows } from './stored.ts';

const journeys = await startJourneys({ extraGuests: 4 });
const { app } = journeys;
afterAll(() => journeys.close());

const tokenRequests = () => app.stack.entra.requests.filter(({ path }) => path.includes('/token')).length;

const expired = {
  status: 400,
  heading: 'This sign-in is no longer valid',
  who: 'You',
  says: 'Start again from the consent page',
};
const otherBrowser = {
  status: 403,
  heading: 'This sign-in belongs to another browser',
  who: 'You',
  says: 'Open the consent page in the browser in which you sign in',
};

/** Chooses the account, and keeps the browser from following Microsoft's answer, whose address this returns. */
async function stopAtCallback(page: Page, key: string): Promise<string> {
  let stopped: string | undefined;
  await page.route('**/login', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    stopped = answer.headers()['location'];
    await route.fulfill({ status: 204 });
  });
  await choose(page, app, key);
  await expect.poll(() => stopped).toBeDefined();
  await page.unroute('**/login');
  return stopped ?? '';
}

async function callbacksOf(page: Page, run: () => Promise<void>): Promise<string[]> {
  const found: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/callback?')) found.push(request.url());
  });
  await run();
  return [...found];
}

describe('an answer of Microsoft that comes too late or again', () => {
  it('is refused after half an hour', async () => {
    const page = await reach(journeys, 'ann', 'Permissions requested');
    const redeemed = tokenRequests();
    await app.restartHost({
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'clock-ahead.ts')).href}`,
      CLOCK_AHEAD_SECONDS: String(30 * 60 + 1),
    });
    await press(page, 'Accept');
    await expectRefusal(page, expired);
    expect(tokenRequests()).toBe(redeemed);
    await expectNothingStored(app, 'ann');
    await app.restartHost();
  });

  it('is refused the second time, and leaves the connection as it is', async () => {
    const page = await openTab(await journeys.visit());
    const urls = await callbacksOf(page, () => connect(page, app, 'ben'));
    expect(urls).toHaveLength(2);
    const [before, redeemed] = [await readConnection(app, 'ben'), tokenRequests()];
    for (const url of urls) {
      await page.goto(url);
      await expectRefusal(page, expired);
    }
    expect(tokenRequests()).toBe(redeemed);
    expect(await readConnection(app, 'ben')).toEqual(before);
  });

  it.each([
    ['without anything', ''],
    ['with a state of long ago', `state=1600000000.${'a'.repeat(43)}&code=x`],
    ['with a state that was never given', `state=9999999999.${'a'.repeat(43)}&code=x`],
    ['with two states', `state=9999999999.${'a'.repeat(43)}&state=9999999999.${'b'.repeat(43)}&code=x`],
    ['with markup', 'state=%3Cscript%3E&error=%3Cimg%20src=x%3E&error_description=AADSTS90094'],
  ])('is refused %s', async (_what, query) => {
    const page = await openTab(await journeys.visit());
    // With a cookie, so that the state alone is what is wrong.
    await startConnecting(page, app);
    const redeemed = tokenRequests();
    await page.goto(`${app.publicUrl}/callback?${query}`);
    await expectRefusal(page, expired);
    expect(await page.content()).not.toMatch(/<img|%3C|AADSTS/);
    expect(tokenRequests()).toBe(redeemed);
  });
});

describe('an answer of Microsoft in another browser', () => {
  it.each([
    ['without our cookie', async (_page: Page) => undefined],
    ['with a sign-in of its own', (page: Page) => startConnecting(page, app)],
  ])('is refused before Microsoft is asked for anything: %s', async (what, prepare) => {
    const key = what.includes('own') ? 'guest001' : 'guest002';
    const owner = await openTab(await journeys.visit());
    await startConnecting(owner, app);
    const url = await stopAtCallback(owner, key);
    const redeemed = tokenRequests();
    const other = await openTab(await journeys.visit());
    await prepare(other);
    await other.goto(url);
    await expectRefusal(other, otherBrowser);
    expect(tokenRequests()).toBe(redeemed);
    await expectNothingStored(app, key);

    // It was not used up: the browser to which it belongs goes on.
    await owner.goto(url);
    await press(owner, 'Accept');
    await expectConnected(owner, app, key);
  });

  it('does not connect the mailbox of somebody who was lured into finishing it', async () => {
    const attacker = await reach(journeys, 'guest003', 'Permissions requested');
    const victim = await openTab(await journeys.visit());
    await victim.goto(attacker.url());
    await press(victim, app.stack.directory.person('guest003').userPrincipalName);
    await press(victim, 'Accept');
    await expectRefusal(victim, otherBrowser);
    await expectNothingStored(app, 'guest003');
  });
});

describe('a form of another site', () => {
  let site: Emulator;
  let pageText = '';

  beforeAll(async () => {
    site = await startEmulator({
      name: 'another site',
      port: 0,
      answer: () => ({ status: 200, headers: { 'Content-Type': 'text/html' }, body: pageText }),
    });
  });
  afterAll(() => site.close());

  async function postFrom(context: BrowserContext, origin: string, action: string, head = '', fields = '') {
    pageText = `<!doctype html><title>Win</title>${head}<form method="post" action="${app.publicUrl}/${action}">${fields}<button>Win</button></form>`;
    const page = await openTab(context);
    await page.goto(origin);
    await press(page, 'Win');
    await expectRefusal(page, {
      status: 403,
      heading: 'This request came from another site',
      who: 'You',
      says: 'Open the consent page and start there',
    });
  }

  const crossSite = () => site.url.replace('localhost', '127.0.0.1');

  it.each([
    ['another site', crossSite, ''],
    ['another site that hides where it comes from', crossSite, '<meta name="referrer" content="no-referrer">'],
    ['another port of the same host', () => site.url, ''],
  ])('starts no sign-in from %s', async (_what, origin, head) => {
    const before = await readRows(app, 'transactions');
    const context = await journeys.visit();
    await postFrom(context, origin(), 'authorize', head);
    expect(await context.cookies(app.publicUrl)).toEqual([]);
    expect(await readRows(app, 'transactions')).toEqual(before);
  });

  it('ends no connection and sends nothing for a person who is signed in', async () => {
    const context = await journeys.visit();
    const page = await openTab(context);
    await connect(page, app, 'guest004');
    const handle = await page.locator('input[name=handle]').first().inputValue();
    const field = `<input type="hidden" name="handle" value="${handle}">`;
    const before = await readConnection(app, 'guest004');
    const mails = app.stack.graph.messages().length;
    // Same site, so that the cookies travel and only the origin is wrong.
    await postFrom(context, site.url, 'me/disconnect', '', field);
    await postFrom(context, site.url, 'me/test', '', field);
    expect(await readConnection(app, 'guest004')).toEqual(before);
    expect(app.stack.graph.messages()).toHaveLength(mails);
  });
});

describe('every journey that was tampered with', () => {
  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
