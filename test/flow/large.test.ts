/**
 * Messages that do not fit into one request to Graph, over the wire: they go by a draft in the mailbox, with the files as they were given,
 * and leave nothing behind but what was sent.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, strict, submission, type ApiAnswer } from './app.ts';
import { connectLarge } from './connect-large.ts';
import { createFile, inBody, named, put, sha256Of, upload } from './upload.ts';

const MB = 1_000_000;
const SETTLED_SECONDS = 11 * 60;

const app = await startApp({
  delivers: true,
  mailPermission: 'Mail.ReadWrite',
  extraGuests: 3,
  settings: {
    MESSAGE_SIZE_MAX_MB: '150',
    // As it is deployed.
    FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(8 * 1024 * 1024 + 64 * 1024),
  },
});
const { graph, directory, registrations } = app.stack;
const ann = app.senderOf('ann');
await connectLarge(app, 'ann');
afterAll(() => app.close());
beforeEach(async () => {
  graph.faults.clear();
  graph.requests.length = 0;
  Object.assign(graph.settings, { sendLagMilliseconds: 0, hidesWhileSending: false });
  app.stack.storage.setClock(0);
  await app.setClock(0);
});

const send = (body: unknown, headers: Record<string, string> = strict, as = '') =>
  app.call('POST', '/send', { body, headers, as });
const letter = (sender: string, subject: string, attachments: unknown[], changes: object = {}) => {
  const { message, ...rest } = submission(sender, subject) as { message: object };
  return { ...rest, message: { ...message, attachments }, ...changes };
};
const look = async (id: unknown) => (await app.call('GET', `/messages/${String(id)}`)).json;
const ends = (id: unknown, status: string) =>
  expect.poll(async () => (await look(id))['status'], { timeout: 30_000 }).toBe(status);
const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);
const filesOf = (subject: string) =>
  mails(subject).map(({ attachments }) => attachments.map(({ name, sha256 }) => [name, sha256]));
const asked = (method: string, path: RegExp) =>
  graph.requests.filter((one) => one.method === method && path.test(one.path));
const sends = () => asked('POST', /\/me\/messages\/[^/]+\/send$/);
const nothingIsLeft = () => expect(graph.drafts().map(({ subject }) => subject)).toEqual([]);
const outcomeOf = ({ status, json }: ApiAnswer) => [status, json['code'] ?? json['status']];

const uploadPath = '/AttachmentSessions\\(';
const sendPath = '/me/messages/[^/]+/send$';

describe('a large message', () => {
  it('with its file in JSON goes by a draft, in ranges without a token, and is sent once', async () => {
    const file = createFile(5 * MB);
    const answer = await send(
      letter(ann, 'json', [inBody('price list.pdf', file, { contentType: 'application/pdf' })]),
    );
    expect(outcomeOf(answer)).toEqual([200, 'sent']);
    expect(filesOf('json')).toEqual([[['price list.pdf', sha256Of(file)]]]);
    expect(mails('json')[0]?.singleValueExtendedProperties.map(({ value }) => value)).toContain(answer.json['id']);
    const ranges = asked('PUT', /AttachmentSessions/);
    expect(ranges.map(({ headers }) => headers['content-range'])).toEqual([
      'bytes 0-3932159/5000000',
      'bytes 3932160-4999999/5000000',
    ]);
    expect(ranges.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    expect([sends().length, asked('POST', /sendMail/).length]).toEqual([1, 0]);
    nothingIsLeft();
  });

  it('with four files of 2.9 MB that were uploaded has them in the order in which it names them', async () => {
    const files = Array.from({ length: 4 }, () => createFile(2.9 * MB));
    const ids = await Promise.all(files.map((file, index) => upload(app, `${index}.pdf`, file)));
    const answer = await send(
      letter(
        ann,
        'four',
        ids.map((id) => named(id)),
      ),
    );
    expect(outcomeOf(answer)).toEqual([200, 'sent']);
    expect(filesOf('four')).toEqual([files.map((file, index) => [`${index}.pdf`, sha256Of(file)])]);
    nothingIsLeft();
  });

  it.each(['in JSON', 'uploaded'])('with a logo of 3.5 MB %s shows it inline', async (how) => {
    const logo = createFile(3.5 * MB);
    const said = { name: 'logo.png', contentType: 'image/png', isInline: true, contentId: 'logo@contoso' };
    const attachment =
      how === 'in JSON' ? inBody('logo.png', logo, said) : named(await upload(app, 'other.bin', logo), said);
    const answer = await send(letter(ann, `logo ${how}`, [attachment]));
    expect(outcomeOf(answer)).toEqual([200, 'sent']);
    expect(mails(`logo ${how}`).map(({ attachments }) => attachments)).toMatchObject([
      [{ ...said, size: logo.length, sha256: sha256Of(logo) }],
    ]);
  });

  it('goes on after a 503 at its second range, a reset at the third and an expired session at the fourth', async () => {
    const file = createFile(10 * MB);
    const id = await upload(app, 'ten.pdf', file);
    const unavailable = { kind: 'answer', status: 503, headers: { 'retry-after': '0' } } as const;
    graph.faults.add({ method: 'PUT', path: uploadPath, skip: 1, action: unavailable });
    graph.faults.add({ method: 'PUT', path: uploadPath, skip: 1, action: { kind: 'cut-before-reading' } });
    graph.expireUploadSession(1);
    const answer = await send(letter(ann, 'ten', [named(id)]));
    expect(outcomeOf(answer)).toEqual([200, 'sent']);
    expect(asked('PUT', /AttachmentSessions/).map(({ status }) => status)).toEqual([200, 503, 0, 404, 200, 200, 201]);
    expect(filesOf('ten')).toEqual([[['ten.pdf', sha256Of(file)]]]);
    nothingIsLeft();
  });

  it('waits, is held and released with its files, and is sent once by the queue', async () => {
    const [first, second] = [createFile(3.2 * MB), createFile(1 * MB)];
    const carol = app.senderOf('guest001');
    const attach = async () => [named(await upload(app, 'a.pdf', first)), inBody('b.pdf', second)];
    const queued = await send(letter(ann, 'later', await attach()), { Prefer: 'respond-async' });
    const held = await send(letter(carol, 'held', await attach()), {});
    expect([outcomeOf(queued), outcomeOf(held)]).toEqual([
      [202, 'queued'],
      [202, 'held'],
    ]);
    await connectLarge(app, 'guest001');
    for (const { json } of [queued, held]) await ends(json['id'], 'sent');
    for (const subject of ['later', 'held'])
      expect(filesOf(subject).map((files) => Object.fromEntries(files))).toEqual([
        { 'a.pdf': sha256Of(first), 'b.pdf': sha256Of(second) },
      ]);
    expect(sends()).toHaveLength(2);
    nothingIsLeft();
  });

  it('answers its key with what became of it, after its file is gone as well', async () => {
    const id = await upload(app, 'once.pdf', createFile(1 * MB));
    const headers = { ...strict, 'Idempotency-Key': 'large' };
    const first = await send(letter(ann, 'once', [named(id)]), headers);
    expect(outcomeOf(first)).toEqual([200, 'sent']);
    expect((await app.call('GET', `/attachments/${id}`)).status).toBe(404);
    const again = await send(letter(ann, 'once', [named(id)]), headers);
    expect([...outcomeOf(again), again.json['id'], again.headers.get('idempotency-replayed')]).toEqual([
      200,
      'sent',
      first.json['id'],
      'true',
    ]);
    const other = await send(letter(ann, 'once', [named(id, { name: 'other.pdf' })]), headers);
    expect(outcomeOf(other)).toEqual([409, 'idempotency_key_reused']);
    expect([mails('once').length, sends().length]).toEqual([1, 1]);
  });

  it('must be saved to Sent Items', async () => {
    const attachments = [inBody('a.pdf', createFile(3.2 * MB))];
    const answer = await send(letter(ann, 'unsaved', attachments, { saveToSentItems: false }));
    expect([answer.status, answer.json['errors']]).toMatchObject([400, [{ pointer: '/saveToSentItems' }]]);
    expect(graph.requests).toEqual([]);
  });
});

describe('an uploaded file', () => {
  it('of another application looks like none', async () => {
    const { clientId: as } = registrations.mailer;
    const id = await upload(app, 'secret.pdf', createFile(1_000));
    const unknown = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    const answers = await Promise.all(
      [id, unknown].map(async (one) => {
        const sent = await send(letter(ann, 'stolen', [named(one)]), strict, as);
        const read = await app.call('GET', `/attachments/${one}`, { as });
        const further = await put(app, one, Buffer.alloc(1), { range: '0-0/1000', as });
        return JSON.stringify([sent.status, sent.json, read.status, read.json, further]).replaceAll(
          /"requestId\\?":\\?"[^"]*"/g,
          '',
        );
      }),
    );
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain('/message/attachments/0/id');
    expect(graph.requests).toEqual([]);
  });

  it('that one message has taken is refused for another', async () => {
    const id = await upload(app, 'taken.pdf', createFile(1_000));
    const notBefore = new Date(Date.now() + 3_600_000).toISOString();
    const first = await send(letter(ann, 'first', [named(id)], { notBefore }), {});
    expect(outcomeOf(first)).toEqual([202, 'queued']);
    const second = await send(letter(ann, 'second', [named(id)]), {});
    expect([second.status, second.json['errors']]).toMatchObject([400, [{ pointer: '/message/attachments/0/id' }]]);
    expect(JSON.stringify(second.json)).toContain('another message');
    expect((await app.call('POST', `/messages/${String(first.json['id'])}/cancel`)).status).toBe(200);
  });
});

describe('a large message that Graph refuses', () => {
  it('for its size fails for good, says what the mailbox takes, and leaves no draft', async () => {
    const ben = app.senderOf('ben');
    await connectLarge(app, 'ben');
    graph.limitMessageSize(directory.person('ben').mail, 6 * MB);
    const id = await upload(app, 'too large.pdf', createFile(7 * MB));
    const strictly = await send(letter(ben, 'too large', [named(id)]));
    expect([strictly.status, strictly.json]).toMatchObject([
      422,
      { status: 'failed', code: 'message_too_large', who: 'caller', retryable: false },
    ]);
    expect(strictly.json['detail']).toMatch(/35 MB.*administrator of the home organisation.*higher limit/);
    const attachments = [inBody('a.pdf', createFile(3.5 * MB)), inBody('b.pdf', createFile(2.6 * MB))];
    const queued = await send(letter(ben, 'too large', attachments), { Prefer: 'respond-async' });
    await ends(queued.json['id'], 'failed');
    expect((await look(queued.json['id']))['error']).toMatchObject({ code: 'message_too_large' });
    expect([mails('too large').length, sends().length]).toEqual([0, 0]);
    nothingIsLeft();
  });

  it('because a file is too large for one request and too small for an upload session says that it has to be smaller', async () => {
    const sizes = [3 * 1024 * 1024 - 1, 3 * 1024 * 1024 - 300, 3 * 1024 * 1024];
    const answers = [];
    for (const size of sizes) answers.push(await send(letter(ann, 'gap', [inBody('a.pdf', createFile(size))])));
    expect(answers.map(outcomeOf)).toEqual([
      [422, 'message_too_large'],
      [200, 'sent'],
      [200, 'sent'],
    ]);
    expect(answers[0]?.json['detail']).toContain('smaller');
    nothingIsLeft();
  });

  it.each<[what: string, path: string, method: string]>([
    ['when the draft is made', '/me/messages$', 'POST'],
    ['when a file is added', '/createUploadSession', 'POST'],
    ['at a range', uploadPath, 'PUT'],
    ['when it is to be sent', sendPath, 'POST'],
  ])('%s has failed, and leaves no draft', async (what, path, method) => {
    const body = { error: { code: 'ErrorAccessDenied' } };
    graph.faults.add({ method, path, action: { kind: 'answer', status: 403, body } });
    const answer = await send(letter(ann, what, [inBody('a.pdf', createFile(3.2 * MB))]));
    expect([answer.status, answer.json['status'], answer.json['code']]).toEqual([422, 'failed', 'access_denied']);
    expect([mails(what).length, graph.drafts()]).toEqual([0, []]);
  });
});

describe('a large message whose answer to /send is lost', () => {
  const attachments = () => [inBody('a.pdf', createFile(3.2 * MB))];
  const sweepLater = async () => {
    await app.setClock(SETTLED_SECONDS);
    app.stack.storage.setClock(SETTLED_SECONDS);
    expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'ok' });
  };

  it('is sent where the mailbox shows it at once', async () => {
    graph.faults.add({ path: sendPath, action: { kind: 'cut-after-accepting' } });
    const answer = await send(letter(ann, 'looked at', attachments()));
    expect(outcomeOf(answer)).toEqual([200, 'sent']);
    expect([mails('looked at').length, sends().length]).toEqual([1, 1]);
  });

  it.each([true, false])('is unknown while Exchange is sending it (hidden: %s), and sent later', async (isHidden) => {
    Object.assign(graph.settings, { sendLagMilliseconds: 3_600_000, hidesWhileSending: isHidden });
    graph.faults.add({ path: sendPath, action: { kind: 'cut-after-accepting' } });
    const subject = `sent later, ${isHidden}`;
    const answer = await send(letter(ann, subject, attachments()));
    expect(outcomeOf(answer)).toEqual([202, 'unknown']);
    expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'ok' });
    expect((await look(answer.json['id']))['status']).toBe('unknown');
    Object.assign(graph.settings, { sendLagMilliseconds: 0 });
    await sweepLater();
    expect((await look(answer.json['id']))['status']).toBe('sent');
    expect([mails(subject).length, sends().length]).toEqual([1, 1]);
    nothingIsLeft();
  });

  it('is unknown where Exchange has never sent it, and its draft goes later', async () => {
    graph.faults.add({ path: sendPath, action: { kind: 'cut-before-reading' } });
    const answer = await send(letter(ann, 'never sent', attachments()), {});
    expect(outcomeOf(answer)).toEqual([202, 'unknown']);
    // The clock of the instance alone settles nothing.
    await app.setClock(SETTLED_SECONDS);
    expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'ok' });
    expect(graph.drafts().map(({ marker }) => marker)).toEqual([answer.json['id']]);
    await sweepLater();
    nothingIsLeft();
    expect((await look(answer.json['id']))['status']).toBe('unknown');
    expect([mails('never sent').length, sends().length]).toEqual([0, 1]);
  });
});

describe('MAIL_PERMISSION', () => {
  it('without Mail.ReadWrite refuses large messages, and says which setting offers them', async () => {
    await app.restartHost({ MAIL_PERMISSION: 'Mail.Send' });
    for (const headers of [strict, {}]) {
      const answer = await send(letter(ann, 'not offered', [inBody('a.pdf', createFile(5 * MB))]), headers);
      expect(outcomeOf(answer)).toEqual([413, 'request_too_large']);
      expect(answer.json['detail']).toContain('MAIL_PERMISSION');
    }
    const dora = app.senderOf('guest002');
    await app.connect('guest002');
    expect(outcomeOf(await send(submission(dora, 'small before')))).toEqual([200, 'sent']);

    await app.restartHost();
    expect(outcomeOf(await send(submission(dora, 'small after')))).toEqual([200, 'sent']);
    const file = createFile(5 * MB);
    const refused = await send(letter(dora, 'large', [inBody('a.pdf', file)]));
    expect([refused.status, refused.json]).toMatchObject([
      409,
      { code: 'large_mail_not_granted', who: 'person', consentUrl: `${app.publicUrl}/authorize` },
    ]);
    expect(refused.json['detail']).toContain('Mail.ReadWrite');
    const held = await send(letter(dora, 'large', [inBody('a.pdf', file)]), {});
    expect([held.status, held.json]).toMatchObject([
      202,
      { status: 'held', consentUrl: `${app.publicUrl}/authorize`, error: { code: 'large_mail_not_granted' } },
    ]);
    expect(outcomeOf(await send(submission(dora, 'small meanwhile')))).toEqual([200, 'sent']);
    await connectLarge(app, 'guest002');
    await ends(held.json['id'], 'sent');
    expect(filesOf('large')).toEqual([[['a.pdf', sha256Of(file)]]]);
    nothingIsLeft();
  });
});

describe('the largest message', () => {
  it('arrives as it was uploaded, in pieces of which several came at once', async () => {
    graph.limitMessageSize(directory.person('ann').mail, 151 * MB);
    const file = createFile(150 * MB);
    const id = await upload(app, 'plans.zip', file, { contentType: 'application/zip' });
    const answer = await send(letter(ann, 'plans', [named(id)]));
    expect(outcomeOf(answer)).toEqual([200, 'sent']);
    expect(filesOf('plans')).toEqual([[['plans.zip', sha256Of(file)]]]);
    nothingIsLeft();
  }, 200_000);
});
