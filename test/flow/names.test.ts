/**
 * The names of a sender follow the home tenant: an administrator renames a person and gives the old address to a colleague.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { createHttpBrowser, signIn } from '../../infra/local/browser/http-browser.ts';
import { startApp, submission } from './app.ts';

const app = await startApp();
const { entra, graph, directory } = app.stack;
const daySeconds = 24 * 3600;
afterAll(() => app.close());

const send = (name: string, from?: string) => {
  const { message, ...rest } = submission(name, 'Invoice') as { message: object };
  const body = { ...rest, message: { ...message, ...(from && { from: { emailAddress: { address: from } } }) } };
  return app.call('POST', '/send', { body });
};

/** Whose mailbox a message by this name leaves, or the code of the refusal. */
async function senderOf(name: string, from?: string): Promise<unknown> {
  graph.clear();
  const { json } = await send(name, from);
  const [mail] = graph.messages();
  return mail?.from.address ?? json['code'];
}

async function openOwnPage(key: string) {
  const browser = createHttpBrowser();
  const page = await browser.submit(await browser.open(`${app.publicUrl}/me`), '/authorize');
  return signIn(browser, page, directory.person(key).userPrincipalName);
}

/** The timer of a month later, on a host whose clock says so. */
async function runMonthlyTimer(): Promise<Record<string, unknown>> {
  await app.setClock(30 * daySeconds + 60);
  const report = await app.runTimer('refresh');
  await app.setClock(0);
  return report;
}

describe('an address that the home tenant gives to a colleague', () => {
  it('leads to nobody once the timer has read the proofs again, and to the colleague once theirs are read', async () => {
    await app.connect('ann');
    await app.connect('ben');
    const ann = app.senderOf('ann');
    expect(await senderOf('ann@fabrikam.com')).toBe('ann@fabrikam.com');
    expect(await senderOf(ann, 'ann@fabrikam.com')).toBe('ann@fabrikam.com');

    entra.changePerson('ann', { mail: 'ann.miller@fabrikam.com', userPrincipalName: 'ann.miller@fabrikam.com' });
    expect(await runMonthlyTimer()).toMatchObject({ refreshed: 2, failed: 0 });
    expect(await senderOf('ann@fabrikam.com')).toBe('consent_required');
    expect(await senderOf(ann, 'ann@fabrikam.com')).toBe('invalid_request');
    expect(await senderOf('ann.miller@fabrikam.com')).toBe('ann.miller@fabrikam.com');
    expect((await app.call('GET', `/senders/${ann}`)).json['mailbox']).toBe('ann.miller@fabrikam.com');

    entra.changePerson('ben', { aliases: ['ann@fabrikam.com'] });
    await openOwnPage('ben');
    expect(await senderOf('ann@fabrikam.com')).toBe('ben@fabrikam.com');
    expect(await senderOf(app.senderOf('ben'), 'ANN@fabrikam.com')).toBe('ben@fabrikam.com');
    expect(await senderOf(ann, 'ann.miller@fabrikam.com')).toBe('ann.miller@fabrikam.com');
  });

  it('is dropped by the own page of the person who lost it, which opens all the same while Graph does not answer', async () => {
    entra.changePerson('ann', { mail: 'ann.cole@fabrikam.com', userPrincipalName: 'ann.cole@fabrikam.com' });
    graph.faults.add({ path: '/me\\?', action: { kind: 'answer', status: 503 } });
    expect((await openOwnPage('ann')).body).toContain('ann.miller@fabrikam.com');
    expect(await senderOf('ann.miller@fabrikam.com')).toBe('ann.cole@fabrikam.com');
    expect((await openOwnPage('ann')).body).toContain('ann.cole@fabrikam.com');
    expect(await senderOf('ann.miller@fabrikam.com')).toBe('consent_required');
    expect(await senderOf('ann.cole@fabrikam.com')).toBe('ann.cole@fabrikam.com');
  });
});
