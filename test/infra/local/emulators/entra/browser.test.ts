import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import { startEmulator, type Emulator } from '../../../../../infra/local/emulators/kit/emulator.ts';
import { sharedBrowser } from '../../../../browser/shared-browser.ts';
import { authorizeUrl, FABRIKAM, HOST, NORTHWIND, startStage, type Parameters, type Stage } from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let stage: Stage;
let application: Emulator;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await sharedBrowser();
});

beforeEach(async () => {
  stage = await startStage();
  application = await startEmulator({
    name: 'application',
    certificate: createCertificate(new Date()),
    port: 0,
    answer: ({ method, url, body }) => ({
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: `<!doctype html><title>application</title><p id="got">${method} ${url.search}${body.toString()}</p>`,
    }),
  });
  stage.registrations.connector.redirectUris.push(`${application.url}/callback`);
  context = await browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await application.close();
  await stage.entra.close();
});

const address = (tenant: string, changes: Parameters = {}) =>
  authorizeUrl(stage, tenant, { redirect_uri: `${application.url}/callback`, ...changes });

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

async function expectNoBarrier(): Promise<void> {
  const text = await page.evaluate(`(() => { ${axe} })(), axe.run().then((found) => JSON.stringify(found.violations))`);
  expect(JSON.parse(String(text))).toEqual([]);
}

describe('the pages of the local Entra in a browser', () => {
  it('lead by names through sign-in and consent to the application', async () => {
    await page.goto(address(FABRIKAM, { prompt: 'select_account' }));
    expect(await page.title()).toBe('Pick an account');
    await expectNoBarrier();
    await press('Use another account');
    await page.getByLabel('Email address').fill('ann@fabrikam.com');
    await expectNoBarrier();
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Permissions requested');
    await expectNoBarrier();
    await press('Accept');
    expect(await page.textContent('#got')).toMatch(/^GET \?code=1\.[\w-]{512}&session_state=[\w-]+&state=some\+state$/);
    await page.goto(address(FABRIKAM));
    expect(await page.title()).toBe('application');
  });

  it('tell of missing approval and of refusals without a barrier', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(address(NORTHWIND));
    await press('noa@northwindtraders.com');
    await page.waitForSelector('text=Need admin approval');
    await expectNoBarrier();
    await press('Have an admin account? Sign in with that account');
    await press('ann@fabrikam.com');
    await page.waitForSelector('text=AADSTS50020');
    await expectNoBarrier();
  });

  it('post the answer by script for form_post', async () => {
    await page.goto(address(HOST, { scope: 'openid profile', response_mode: 'form_post' }));
    await press('mia@contoso.com');
    await page.waitForSelector('#got');
    expect(await page.textContent('#got')).toMatch(/^POST code=1\./);
  });

  it('cut a popup off from its opener', async () => {
    await page.goto(application.url);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((url) => void window.open(url), address(HOST, { scope: 'openid profile' })),
    ]);
    await popup.getByRole('button', { name: 'ann@fabrikam.com', exact: true }).click();
    await popup.waitForSelector('#got');
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
  });
});
