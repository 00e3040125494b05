/**
 * The people: a guest connects once, the ERP sends as them, mail of somebody who has not connected waits, and each sees what was sent as them.
 */
import { expect } from './demo-steps.ts';
import { heading, press, submissionOf, type TourParts } from './tour-parts.ts';

export async function showPeople(parts: TourParts): Promise<void> {
  const { stack, person: page, step, take, call } = parts;
  const { publicUrl, directory, graph } = stack;
  const [ann, ben] = [directory.person('ann'), directory.person('ben')];

  await step('a guest connects', 'two sign-ins at Microsoft, one consent, no administrator', async () => {
    await page.goto(`${publicUrl}/authorize`);
    await take(page, 'consent', 'A guest opens the one link that everybody gets, and reads what it is for.');
    await connect(parts, ann.userPrincipalName);
    await heading(page, 'Your mailbox is connected');
    await take(page, 'connected', 'Ann of Fabrikam has connected her own mailbox, once and for good.');
  });
  await step('the ERP sends', 'three invoices are in her Sent Items, from her', async () => {
    for (const number of ['SI-103040', 'SI-103041', 'SI-103042']) {
      const answer = await call('POST', '/send', {
        body: submissionOf({ sender: ann.mail, subject: `Invoice ${number}` }),
      });
      expect(answer.status === 200, `${answer.status} ${String(answer.json['code'])}`);
    }
    const from = graph.messages().filter(({ from: sender }) => sender.address === ann.mail);
    expect(from.length === 3, `${from.length} mails`);
    await page.goto(`${graph.url}/mailbox/${ann.mail}`);
    await take(page, 'mailbox', 'The invoices that Business Central sent are in Ann’s own Sent Items.');
  });
  await step('mail waits for who is not there', 'kept, and sent the moment that Ben connects', async () => {
    const body = submissionOf({ sender: ben.host?.objectId ?? '', subject: 'Order confirmation SO-20451' });
    const held = await call('POST', '/send', { body });
    expect(held.status === 202 && held.json['status'] === 'held', `${held.status}`);
    await page.context().clearCookies();
    await page.goto(`${publicUrl}/authorize`);
    await connect(parts, ben.userPrincipalName);
    await heading(page, 'Your mailbox is connected');
    await take(page, 'released', 'What had waited for Ben leaves as soon as he connects, once.');
  });
  await step('a person sees it all', 'the own page lists what was sent, and checks the connection', async () => {
    await page.context().clearCookies();
    await page.goto(`${publicUrl}/me`);
    await press(page, 'Sign in with Microsoft');
    await press(page, ann.userPrincipalName);
    await heading(page, 'Your connection');
    await take(page, 'own-page', 'Ann sees what was sent as her, and can end it at any time.');
    await page.getByRole('link', { name: /^Check my connection/ }).click();
    await page.getByRole('button', { name: 'Send a test email to me' }).waitFor();
    await take(page, 'check', 'Where something does not work, the page says who must do what.');
  });
}

/** From the consent page on; Microsoft asks for consent where it has not been given. */
async function connect({ person: page }: TourParts, account: string): Promise<void> {
  await press(page, 'Continue to Microsoft');
  await page.getByRole('heading', { name: /^(Sign in|Pick an account)$/ }).waitFor();
  const known = page.getByRole('button', { name: account, exact: true });
  if ((await known.count()) > 0) await known.click();
  await press(page, 'Accept');
}
