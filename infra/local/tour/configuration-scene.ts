/**
 * The operator: what is kept beside the settings, a template with its preview, and the kill switch.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from './demo-steps.ts';
import { press, submissionOf, type TourParts } from './tour-parts.ts';

const template = join(import.meta.dirname, '../../../test/examples/templates/invoice-posted.json');

export async function showConfiguration(parts: TourParts): Promise<void> {
  const { stack, administrator: page, step, take, call } = parts;
  const { publicUrl, directory } = stack;
  const goTo = (path: string) => page.goto(`${publicUrl}/console/${path}`);
  const send = (subject: string) =>
    call('POST', '/send', {
      body: submissionOf({ sender: directory.person('ann').mail, subject }),
      headers: { Prefer: 'handling=strict' },
    });

  await step('a template is written', 'checked as it is saved, with a preview that sends nothing', async () => {
    await goTo('documents');
    await page.getByLabel('Kind').selectOption('template');
    await page.getByLabel('Name', { exact: true }).fill('invoice-posted');
    await press(page, 'Continue');
    await page.getByLabel('Document in JSON').fill(await readFile(template, 'utf8'));
    await press(page, 'Save');
    await page.getByText('The document was saved.').waitFor();
    await press(page, 'Show preview');
    await page.getByText('HTML, as source').waitFor();
    await take(page, 'template', 'A template of an event door, its versions, and what it makes of example values.');
  });
  await step('the kill switch', 'nothing is sent while it is on, and nothing is lost', async () => {
    const hostTenantId = directory.hostTenant.id;
    const put = await call('PUT', `/tenants/${hostTenantId}`, {
      isOperator: true,
      headers: { 'If-None-Match': '*' },
      body: { name: 'Contoso' },
    });
    expect(put.status < 300, `${put.status}`);
    await goTo('documents');
    await page.getByRole('link', { name: hostTenantId }).first().click();
    await press(page, 'Pause sending');
    await page.getByText('Sending is paused for this host tenant.').waitFor();
    await take(page, 'paused', 'One button stops all mail of an organisation.');
    const { status, json } = await send('Invoice SI-103043');
    expect(status === 503 && json['code'] === 'tenant_paused', `${status} ${String(json['code'])}`);
    await press(page, 'Resume sending');
    await page.getByText('Sending goes on for this host tenant.').waitFor();
    expect((await send('Invoice SI-103043')).status === 200, 'it was not resumed');
  });
  await step('limits, alarms and cost', 'in one place, from what the app itself counted', async () => {
    for (const [path, says] of [
      ['limits', 'How much may be sent, and which mailboxes wait.'],
      ['alarms?check=1', 'What needed somebody lately, and every readiness check, made just now.'],
      ['cost', 'What this month costs, by counted operations and list prices.'],
    ] as const) {
      await goTo(path);
      await take(page, path.split('?')[0] ?? path, says);
    }
  });
}
