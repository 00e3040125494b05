import { afterAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { strict, submission } from '../flow/app.ts';
import { inspect } from './inspect.ts';
import { choose, connect, openTab, press, startJourneys, switchTo } from './journey.ts';
import { readConnection, readRows } from './stored.ts';

const journeys = await startJourneys();
const { app } = journeys;
afterAll(() => journeys.close());

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const ann = app.senderOf('ann');

async function signInAtHost(page: Page, key: string): Promise<void> {
  await page.goto(`${app.publicUrl}/me`);
  await press(page, 'Sign in with Microsoft');
  await choose(page, app, key);
}

describe('the own page without script', () => {
  it('shows what the ERP sent, and erases what is kept with a receipt', async () => {
    const page = await openTab(await journeys.visit({ javaScriptEnabled: false }));
    await connect(page, app, 'ann');
    const sent = await app.call('POST', '/send', { body: submission(ann, 'Invoice SI-103042') });
    expect(sent.json['status']).toBe('sent');

    // In the tab of the journey as well: something was sent since.
    await page.reload();
    await heading(page, 'Your connection');
    await page.goto(`${app.publicUrl}/me`);
    const latest = page.getByRole('table', { name: 'The last ones' });
    expect(await latest.getByRole('columnheader').allInnerTexts()).toEqual(['Time (UTC)', 'Application', 'Outcome']);
    expect(await latest.getByRole('cell').last().innerText()).toBe('Sent');
    const main = page.locator('main');
    expect(await main.innerText()).toContain('Ann (Fabrikam), user of Contoso');
    expect(await main.innerText()).not.toContain('Invoice SI-103042');

    // Storage that does not answer for the list is not waited for.
    const { faults } = app.stack.storage.table;
    faults.add({
      method: 'GET',
      path: '/messages\\(\\)',
      times: 100,
      action: { kind: 'hang' },
    });
    await page.reload();
    await page.getByText('The emails that were sent cannot be listed at the moment').waitFor();
    faults.clear();

    await page.getByText('Erase what is kept of you', { exact: true }).click();
    await press(page, 'Erase it now');
    await heading(page, 'What was kept of you is erased');
    expect(page.url()).toMatch(/\/api\/me\?erased=[0-9a-f]{8}$/);
    const receipt = await main.innerText();
    expect(receipt).toContain('Entries in the list of emails sent as you: 1');
    expect(await page.content()).not.toMatch(new RegExp(`ann@fabrikam|${ann}|Ann `, 'i'));
    await page.reload();
    expect(await main.innerText()).toBe(receipt);
    await switchTo(page, 'Deutsch');
    await heading(page, 'Was über Sie gespeichert war, ist gelöscht');
  });

  it('has left nothing of the person: to callers they are a stranger', async () => {
    for (const sender of [ann, 'ann@fabrikam.com'])
      expect((await app.call('POST', '/senders/find', { body: { sender } })).status).toBe(404);
    const again = await app.call('POST', '/send', { body: submission(ann, 'Reminder'), headers: strict });
    expect([again.status, again.json['code']]).toEqual([409, 'consent_required']);
    const kept = await readConnection(app, 'ann');
    expect(Object.keys(kept).filter((name) => !name.startsWith('due/'))).toEqual(['grants/erased']);
    expect(JSON.stringify(kept)).not.toMatch(/fabrikam|mailbox/);
    const index = (await readRows(app, 'messages')).filter(({ RowKey }) => RowKey.startsWith('sender_'));
    expect(index).toEqual([]);
    const line = app.host.lines.find((one) => one.startsWith('{"function":"meErase"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ outcome: 'ok', status: 303, sender: ann });
    expect(line).not.toContain('@');
  });

  it('offers nothing to erase afterwards, and to connect again', async () => {
    const page = await openTab(await journeys.visit({ javaScriptEnabled: false }));
    await signInAtHost(page, 'ann');
    await heading(page, 'No mailbox is connected');
    expect(await page.getByText('Erase what is kept of you').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Connect a mailbox' }).count()).toBe(1);
  });
});

describe('the own page of a guest whose account cannot be connected', () => {
  it.each([
    ['pat', 'You are a guest with a personal Microsoft account', 'An administrator of Contoso'],
    ['gil', 'You are a guest without a Microsoft work account', 'An administrator of Contoso'],
  ])('says why and who can change it, and does not offer to connect: %s', async (key, why, who) => {
    const page = await openTab(await journeys.visit());
    await signInAtHost(page, key);
    await heading(page, 'No mailbox is connected');
    const text = await page.locator('main').innerText();
    expect(text).toContain(why);
    expect(text).toContain(`Who must act: ${who}`);
    expect(await page.getByRole('link', { name: 'Connect a mailbox' }).count()).toBe(0);
    expect(await inspect(page)).toEqual([]);
  });

  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
