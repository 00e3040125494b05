/**
 * The administrator: signs in with their role, and sees what was sent, what waits, and who is connected.
 */
import { expect } from './demo-steps.ts';
import { heading, press, submissionOf, type TourParts } from './tour-parts.ts';

export async function showConsole(parts: TourParts): Promise<void> {
  const { stack, administrator: page, step, take, call, runTimer } = parts;
  const { publicUrl, directory } = stack;
  const goTo = (path: string) => page.goto(`${publicUrl}/console/${path}`);

  await step('an administrator signs in', 'the role of a fresh sign-in lets in, nothing else does', async () => {
    await goTo('overview');
    await take(page, 'console-sign-in', 'The console shows everybody how to sign in, and nothing more.');
    await press(page, 'Sign in with Microsoft');
    await press(page, directory.person('admin.contoso').userPrincipalName);
    await heading(page, 'Overview');
  });
  await step('the overview counts', 'what was sent and what waits, today and by day', async () => {
    const noa = directory.person('noa').host?.objectId ?? '';
    await call('POST', '/send', { body: submissionOf({ sender: noa, subject: 'Reminder RM-1007' }) });
    // What an instance has counted is written with its next timer.
    await runTimer('sweep');
    await goTo('overview');
    await page.getByText('Messages by day').first().waitFor();
    await take(page, 'overview', 'Today, the last weeks, and what needs somebody: all on one page.');
  });
  await step('every message has a history', 'state, attempts and reason, never what it says', async () => {
    await goTo('messages');
    const rows = page.getByRole('table').getByRole('row');
    expect((await rows.count()) > 5, `${await rows.count()} rows`);
    expect(!(await page.content()).includes('Invoice SI-103042'), 'a subject is shown');
    await take(page, 'messages', 'Every message, its sender, its state and what stopped it. Never its content.');
    await goTo('messages?status=held');
    await page.getByRole('table').getByRole('link').first().click();
    await take(page, 'message', 'One message: its attempts, and what can be done about it.');
  });
  await step('senders say what they need', 'each with its mailbox, its state and who must act', async () => {
    await goTo('senders');
    await take(page, 'senders', 'Who is connected, with which mailbox, until when.');
    await goTo(`senders/${directory.person('ann').host?.objectId ?? ''}`);
    await press(page, 'Check the connection');
    await page.getByText('Sending works.').waitFor();
    await take(page, 'sender-check', 'Everything that sending needs, tried one after another.');
  });
}
