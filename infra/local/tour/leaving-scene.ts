/**
 * The end: a guest who is blocked in the host tenant, a person who is erased with a receipt, and the audit of all that was done.
 */
import { expect } from './demo-steps.ts';
import { press, submissionOf, type TourParts } from './tour-parts.ts';

export async function showLeaving(parts: TourParts): Promise<void> {
  const { stack, administrator: page, step, take, call, runTimer } = parts;
  const { publicUrl, directory } = stack;
  const goTo = (path: string) => page.goto(`${publicUrl}/console/${path}`);
  const ben = directory.person('ben');
  const objectId = ben.host?.objectId ?? '';

  await step('a guest is blocked', 'by the host tenant: nothing is sent as them, and mail waits', async () => {
    const path = `/tenants/${directory.hostTenant.id}`;
    const stored = await call('GET', path, { isOperator: true });
    const put = await call('PUT', path, {
      isOperator: true,
      headers: { 'If-Match': '*' },
      body: { ...(stored.json['document'] as object), isDirectoryWatched: true },
    });
    expect(put.status < 300, `${put.status}`);
    ben.hostAccount = { isEnabled: false };
    await runTimer('sweep');
    const body = submissionOf({ sender: objectId, subject: 'Order confirmation SO-20452' });
    const { status, json } = await call('POST', '/send', { body });
    expect(status === 202 && json['status'] === 'held', `${status} ${String(json['status'])}`);
    await goTo(`senders/${objectId}`);
    await take(page, 'suspended', 'Ben was blocked in the host tenant: his mail waits, with the reason.');
  });
  await step('a person is erased', 'after the credentials were given again, with a receipt', async () => {
    await press(page, 'Erase');
    await take(page, 'confirm', 'What cannot be undone asks who is there.');
    await press(page, 'Enter my credentials');
    await page.getByLabel('Email address').fill(directory.person('admin.contoso').userPrincipalName);
    await press(page, 'Next');
    await page.waitForURL(`${publicUrl}/console/senders/${objectId}*`);
    await press(page, 'Erase');
    await page.getByText('"guestmail_erasure_receipt"').waitFor();
    await take(page, 'receipt', 'What was deleted, and what stays until when.');
  });
  await step('the audit', 'who did what, and when, before it was done', async () => {
    await goTo('audit');
    expect((await page.getByRole('table').first().getByRole('row').count()) > 4, 'too few entries');
    await take(page, 'audit', 'Every sign-in and every act, for a year.');
  });
}
