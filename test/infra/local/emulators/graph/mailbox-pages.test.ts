import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage, startTestGraph } from './call-graph.ts';

const hostile = '<img src=x onerror=alert(1)>"\'';
let test: Awaited<ReturnType<typeof startTestGraph>>;

beforeAll(async () => {
  test = await startTestGraph();
  const message = buildMessage({
    subject: hostile,
    body: { contentType: 'HTML', content: '<p>Hello</p><script>alert(1)</script>' },
    bccRecipients: [{ emailAddress: { address: 'mia@contoso.com', name: hostile } }],
    attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: hostile, contentBytes: 'AAAA' }],
  });
  await test.call({ body: { message } });
  await test.call({ body: { message: buildMessage({ subject: 'Unsaved' }), saveToSentItems: false } });
  await test.call({ body: { message: buildMessage({ subject: 'Plain', body: { content: `${hostile}\nnext` } }) } });
});
afterAll(() => test.graph.close());

async function open(path: string) {
  const answer = await fetch(`${test.graph.url}${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('answerMailboxPage', () => {
  it('lists everybody who has a mailbox', async () => {
    const { status, text } = await open('/mailbox');
    expect(status).toBe(200);
    expect(text).toContain('href="/mailbox/ann%40fabrikam.com"');
    expect(text).not.toContain('lee@fabrikam.com');
  });

  it('shows Sent Items of the sender and the Inbox of recipients', async () => {
    const sender = (await open('/mailbox/ANN@fabrikam.com')).text;
    expect(sender.match(/<time /g)).toHaveLength(2);
    expect(sender).not.toContain('Unsaved');
    const receiver = (await open('/mailbox/ben%40fabrikam.com')).text;
    expect(receiver.match(/<time /g)).toHaveLength(3);
    expect(receiver).toContain('Unsaved');
  });

  it('escapes what messages say and lets no page run anything', async () => {
    const [{ id } = { id: '' }] = test.graph.messages();
    for (const path of ['/mailbox/ann@fabrikam.com', `/mailbox/ann@fabrikam.com/${id}`]) {
      const { text, headers } = await open(path);
      expect(text).not.toContain('<img');
      expect(text).toContain('&#60;img src=x');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src|unsafe/);
    }
  });

  it('shows an HTML body only in a sandboxed frame, as a document that may load and run nothing', async () => {
    const [{ id } = { id: '' }] = test.graph.messages();
    const page = await open(`/mailbox/ann@fabrikam.com/${id}`);
    const [, source] = /<iframe sandbox=""[^>]* src="([^"]+)"/.exec(page.text) ?? [];
    expect(page.text).not.toContain('<p>Hello</p>');
    const body = await open(source ?? '');
    expect(body.text).toContain('<p>Hello</p>');
    expect(body.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/);
  });

  it('shows a text body as text', async () => {
    const { id } = test.graph.messages()[2] ?? { id: '' };
    expect((await open(`/mailbox/ann@fabrikam.com/${id}`)).text).toContain('<pre>&#60;img src=x onerror=alert(1)&#62;');
    expect((await open(`/mailbox/ann@fabrikam.com/${id}/body`)).text).not.toContain('onerror');
  });

  it('shows hidden recipients to the sender alone', async () => {
    const [{ id } = { id: '' }] = test.graph.messages();
    expect((await open(`/mailbox/ann@fabrikam.com/${id}`)).text).toContain('mia@contoso.com');
    expect((await open(`/mailbox/ben@fabrikam.com/${id}`)).text).not.toContain('mia@contoso.com');
    expect((await open(`/mailbox/mia@contoso.com/${id}`)).status).toBe(200);
  });

  it('shows drafts and their files until none is left, and what was deleted', async () => {
    const claims = { scp: 'Mail.Send Mail.ReadWrite' };
    const attachments = [{ '@odata.type': '#microsoft.graph.fileAttachment', name: hostile, contentBytes: 'AAAA' }];
    const body = buildMessage({ subject: 'Half done', attachments });
    const { text } = await test.call({ path: '/me/messages', claims, body });
    const { id } = JSON.parse(text) as { id: string };
    expect((await open('/mailbox')).text).toMatch(/ann@fabrikam.com[^]*?2 sent, 0 received, 1 draft</);
    const page = (await open('/mailbox/ann@fabrikam.com')).text;
    expect(page).toMatch(/<h2>Drafts<\/h2>[^]*Half done[^]*&#60;img src=x[^]*\(3 bytes\)/);
    expect(page).not.toContain('Deleted Items');
    await test.call({ method: 'DELETE', path: `/me/messages/${id}`, claims });
    expect((await open('/mailbox')).text).not.toContain('draft');
    const after = (await open('/mailbox/ann@fabrikam.com')).text;
    expect(after).toMatch(/<h2>Drafts<\/h2>\s*<p class="quiet">Nothing here.[^]*<h2>Deleted Items<\/h2>[^]*Half done/);
  });

  it('answers 404 for what is not there, and for messages of other mailboxes', async () => {
    const [{ id } = { id: '' }] = test.graph.messages();
    const paths = [
      '/mailbox/lee@fabrikam.com',
      '/mailbox/%zz',
      `/mailbox/noa@northwindtraders.com/${id}`,
      '/mailboxes',
    ];
    for (const path of paths) expect((await open(path)).status).toBe(404);
    expect((await fetch(`${test.graph.url}/mailbox`, { method: 'POST' })).status).toBe(405);
  });

  it('is neither recorded nor hit by faults', async () => {
    const before = test.graph.requests.length;
    test.graph.faults.add({ action: { kind: 'answer', status: 503 } });
    expect((await open('/mailbox')).status).toBe(200);
    expect(test.graph.requests).toHaveLength(before);
    test.graph.faults.clear();
  });
});
