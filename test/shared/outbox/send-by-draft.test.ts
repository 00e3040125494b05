import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { GRAPH_REQUEST_MAX_BYTES } from '../../../shared/limits.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import { DRAFT_ATTEMPT_SECONDS, DRAFT_CALLER_SECONDS, DRAFT_SETTLE_SECONDS } from '../../../shared/waiting-limits.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { account, caller, createOutboxFixture, token } from './outbox-fixture.ts';

const FILE = 'guestmail-file-0123456789abcdef0123456789abcdef';
const isLarge = { isLargeOffered: true };
const strictly = { prefer: 'handling=strict' };

/** Submits messages with an uploaded file, which go by a draft however small they are. */
function setUp(change?: (store: MessageStore) => Partial<MessageStore>) {
  const fixture = createOutboxFixture(change);
  fixture.files.put(FILE, 'the uploaded file');
  const submit = fixture.startInstance(isLarge);
  const named = { '@odata.type': '#microsoft.graph.fileAttachment', id: FILE };
  const send = async (headers: Record<string, string> = strictly, key?: string) =>
    (await submit({ message: { ...validBody.message, attachments: [named] } }, key, caller, headers)).message;
  const stored = async () => (await fixture.stored()).at(-1);
  return { ...fixture, submit, send, stored };
}

describe('sendByDraft', () => {
  it('sends a message with all its files by one draft, and leaves nothing', async () => {
    const { send, drafts, files, stored } = setUp();
    expect((await send()).status).toBe('sent');
    expect(drafts.sent()).toMatchObject([{ files: { [`${FILE}.pdf`]: 'the uploaded file' } }]);
    expect([drafts.left(), files.ids(), (await stored())?.draft]).toEqual([[], [], undefined]);
  });

  it('takes this way for what does not fit into one request, its attachments as files, and for nothing else', async () => {
    const { submit, drafts, graph } = setUp();
    const post = async (bytes: number) => {
      const content = Buffer.alloc(bytes, 'x').toString('base64');
      const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: content };
      return submit({ message: { ...validBody.message, attachments: [file] } }, undefined, caller, {
        prefer: 'handling=strict',
      });
    };
    await post(1_000);
    expect([graph.bodies.length, drafts.sent().length]).toEqual([1, 0]);
    await post(GRAPH_REQUEST_MAX_BYTES * 0.75);
    expect([graph.bodies.length, drafts.sent().length]).toEqual([1, 1]);
    expect(drafts.sent()[0]?.files['a.txt']).toHaveLength(GRAPH_REQUEST_MAX_BYTES * 0.75);
  });

  it('writes before each step what may be in the mailbox then', async () => {
    const rows: unknown[] = [];
    const { send, drafts } = setUp((store) => ({
      async insert(message, content) {
        rows.push([message.status, message.draft, drafts.left().length]);
        return store.insert(message, content);
      },
      async replace(message, next, content) {
        rows.push([next.status, next.draft, drafts.sent().length]);
        return store.replace(message, next, content);
      },
    }));
    await send();
    expect(rows).toEqual([
      ['sending', { state: 'open' }, 0],
      ['sending', { id: 'draft-1', state: 'open' }, 0],
      ['sending', { id: 'draft-1', state: 'sending' }, 0],
      ['sent', undefined, 1],
    ]);
  });

  it.each([
    ['before it has the id', 1],
    ['before it says that it may be sent', 2],
  ])('sends nothing where the row cannot be written %s, and deletes the draft', async (_when, failing) => {
    let writes = 0;
    const { send, drafts, stored } = setUp((store) => ({
      async replace(message, next, content) {
        if ((writes += 1) === failing) throw new ConnectorError('storage_unavailable');
        return store.replace(message, next, content);
      },
    }));
    expect(await send()).toMatchObject({ status: 'failed', error: { code: 'storage_unavailable' } });
    expect([drafts.sent(), drafts.left(), (await stored())?.draft]).toEqual([[], [], undefined]);
  });

  it.each([
    [strictly, 'failed'],
    [{}, 'queued'],
  ])('sends no draft of a tenant that was paused while its files went, and deletes it: %j', async (headers, status) => {
    const { send, drafts, rules, stored } = setUp();
    rules.requireActive = () => Promise.reject(new ConnectorError('tenant_paused'));
    expect(await send(headers)).toMatchObject({ status, error: { code: 'tenant_paused' } });
    expect([drafts.sent(), drafts.left(), (await stored())?.draft]).toEqual([[], [], undefined]);
  });

  it.each(['prepareDraft', 'sendDraft'] as const)('deletes the draft when Graph refuses at %s', async (step) => {
    const { send, drafts, stored } = setUp();
    drafts.script(
      step,
      { kind: 'refused', code: 'message_too_large', graphCode: 'ErrorMessageSizeExceeded' },
      step === 'prepareDraft',
    );
    expect(await send()).toMatchObject({ status: 'failed', error: { code: 'message_too_large' } });
    expect([drafts.sent(), drafts.left(), (await stored())?.draft]).toEqual([[], [], undefined]);
  });

  it('keeps in the row a draft that it could not delete', async () => {
    const { send, drafts, stored } = setUp();
    drafts.script('sendDraft', { kind: 'refused', code: 'message_refused' });
    drafts.script('deleteDraft', { kind: 'refused', code: 'graph_unavailable' });
    expect((await send()).status).toBe('failed');
    expect([drafts.left(), (await stored())?.draft]).toEqual([['draft-1'], { id: 'draft-1', state: 'open' }]);
  });

  it('keeps in the row that there may be one when the answer that had its id was lost', async () => {
    const { send, drafts, stored } = setUp();
    drafts.script('prepareDraft', { kind: 'unclear', reason: 'timeout' });
    expect(await send()).toMatchObject({ status: 'failed', error: { code: 'graph_unavailable' } });
    expect((await stored())?.draft).toEqual({ state: 'open' });
  });

  it('looks once when the answer to sending was lost, and never sends again', async () => {
    const { send, drafts, events } = setUp();
    drafts.script('sendDraft', { kind: 'unknown', reason: 'timeout', requestId: 'graph-9' }, true);
    expect(await send()).toMatchObject({ status: 'sent', attempts: [{ outcome: 'sent', graphRequestId: 'graph-9' }] });
    expect(events.filter((event) => event.startsWith('send '))).toHaveLength(1);
  });

  it.each(['draft', 'gone', 'unclear'] as const)('says that nobody knows when it then finds %s', async (kind) => {
    const { send, drafts, stored, events } = setUp();
    drafts.script('sendDraft', { kind: 'unknown', reason: 'status 503' });
    drafts.script('lookAtDraft', kind === 'unclear' ? { kind, code: 'graph_unavailable' } : { kind });
    expect((await send()).status).toBe('unknown');
    expect((await stored())?.draft).toEqual({ id: 'draft-1', state: 'sending' });
    expect(events.filter((event) => /^(send|delete) /.test(event))).toEqual(['send draft-1 with token 1']);
  });

  it('begins another draft with a new token when the first was refused, and deletes the first', async () => {
    const { send, drafts, events } = setUp();
    drafts.script('prepareDraft', { kind: 'unauthorized' }, true);
    expect((await send()).status).toBe('sent');
    expect(events).toEqual([
      'prepare with token 1',
      'renew',
      'delete draft-1',
      'prepare with token 2',
      'send draft-2 with token 2',
    ]);
    expect(drafts.left()).toEqual([]);
  });

  it('begins no other draft with a new token while it cannot delete the first', async () => {
    const { send, drafts, events, stored } = setUp();
    drafts.script('prepareDraft', { kind: 'unauthorized' }, true);
    for (let times = 0; times < 2; times += 1)
      drafts.script('deleteDraft', { kind: 'refused', code: 'graph_unavailable' });
    expect((await send({})).status).toBe('queued');
    expect(events.filter((event) => event.startsWith('prepare'))).toEqual(['prepare with token 1']);
    expect([drafts.left(), (await stored())?.draft]).toEqual([['draft-1'], { id: 'draft-1', state: 'open' }]);
  });

  it('begins another draft only when one whose id was lost must be found, and deletes that first', async () => {
    const { send, drafts, work, clock, stored } = setUp();
    drafts.script('prepareDraft', { kind: 'unclear', reason: 'timeout' });
    const { id: messageId } = await send({});
    clock.pass(DRAFT_SETTLE_SECONDS - 1);
    await work();
    expect((await stored())?.status).toBe('queued');
    drafts.put({ id: 'late', messageId, isDraft: true, files: {} });
    clock.pass(1);
    await work();
    expect([(await stored())?.status, drafts.left(), drafts.sent().length]).toEqual(['sent', [], 1]);
  });

  it('leaves the clearing to the one of two deliveries that has taken the message on', async () => {
    const { send, drafts, deliverWaiting, clock, events, stored } = setUp();
    drafts.script('prepareDraft', { kind: 'unclear', reason: 'timeout' });
    const { id } = await send({});
    clock.pass(DRAFT_SETTLE_SECONDS);
    events.length = 0;
    await Promise.all([deliverWaiting.byId(id), deliverWaiting.byId(id)]);
    expect(events.filter((event) => event.startsWith('find'))).toHaveLength(1);
    expect((await stored())?.status).toBe('sent');
  });

  it('counts the time of an attempt from when its row was written', async () => {
    const { send, drafts, files, clock, work } = setUp();
    const { open } = files;
    files.open = (...request) => {
      clock.pass(60);
      return open(...request);
    };
    const left: number[] = [];
    const graphDrafts = await drafts.load();
    graphDrafts.prepareDraft = async (_accessToken, _request, { until }) => {
      left.push((until.getTime() - clock.now().getTime()) / 1000);
      return { kind: 'refused', code: 'message_refused' };
    };
    await send();
    files.put(FILE, 'another');
    await send({ prefer: 'respond-async' });
    await work();
    expect(left).toEqual([DRAFT_CALLER_SECONDS - 60, DRAFT_ATTEMPT_SECONDS - 60]);
  });

  it('keeps with the message the account in whose mailbox its draft is', async () => {
    const { send, submit, drafts, stored } = setUp();
    drafts.script('sendDraft', { kind: 'refused', code: 'message_refused' });
    await send();
    expect((await stored())?.account).toEqual(account);
    await submit();
    expect((await stored())?.account).toBeUndefined();
  });

  it('asks once more to send with a new token, because Graph refused the first before it looked at the draft', async () => {
    const { send, drafts, events } = setUp();
    drafts.script('sendDraft', { kind: 'unauthorized' });
    expect((await send()).status).toBe('sent');
    expect(events.filter((event) => event.startsWith('send'))).toEqual([
      'send draft-1 with token 1',
      'send draft-1 with token 2',
    ]);
  });

  it('lets a message wait that was refused for now, and clears what is left before the next attempt', async () => {
    const { send, drafts, work, clock, stored, events, files } = setUp();
    drafts.script('sendDraft', { kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 60 });
    drafts.script('deleteDraft', { kind: 'refused', code: 'graph_unavailable' });
    const queued = await send({});
    expect([queued.status, (await stored())?.draft]).toEqual(['queued', { id: 'draft-1', state: 'open' }]);
    clock.pass(3_600);
    await work();
    expect((await stored())?.status).toBe('sent');
    expect(events.indexOf('delete draft-1')).toBeLessThan(events.indexOf('send draft-2 with token 1'));
    expect([drafts.left(), files.ids()]).toEqual([[], []]);
  });

  it('does not begin another attempt while a draft is left', async () => {
    const { send, drafts, work, clock, stored } = setUp();
    drafts.script('sendDraft', { kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 60 });
    for (let times = 0; times < 2; times += 1)
      drafts.script('deleteDraft', { kind: 'refused', code: 'graph_unavailable' });
    await send({});
    clock.pass(3_600);
    await work();
    expect(await stored()).toMatchObject({ status: 'queued', draft: { id: 'draft-1', state: 'open' } });
    expect([drafts.left(), drafts.sent()]).toEqual([['draft-1'], []]);
  });

  it('sends what was accepted to be sent later with its files', async () => {
    const { send, work, drafts, stored } = setUp();
    expect((await send({ prefer: 'respond-async' })).status).toBe('queued');
    expect((await stored())?.contentBytes).toBeGreaterThan('the uploaded file'.length);
    await work();
    expect(drafts.sent()).toMatchObject([{ files: { [`${FILE}.pdf`]: 'the uploaded file' } }]);
  });
});

describe('a sender without the permission for large messages', () => {
  const withoutPermission = { ...token, mayMakeDrafts: false };

  it('is told, or waits for it', async () => {
    const { send, senderTokens, stored, drafts, files } = setUp();
    senderTokens.read = async () => withoutPermission;
    await expect(send()).rejects.toMatchObject({ code: 'large_mail_not_granted' });
    expect([await stored(), files.ids()]).toEqual([undefined, [FILE]]);
    expect(await send({})).toMatchObject({ status: 'held', error: { code: 'large_mail_not_granted' } });
    expect(drafts.left()).toEqual([]);
  });

  it('has a queued message held until it is there', async () => {
    const { send, senderTokens, work, stored, release } = setUp();
    await send({ prefer: 'respond-async' });
    senderTokens.read = async () => withoutPermission;
    await work();
    expect(await stored()).toMatchObject({ status: 'held', error: { code: 'large_mail_not_granted' } });
    senderTokens.read = async () => token;
    await release(token.grant, token.names);
    await work();
    expect((await stored())?.status).toBe('sent');
  });
});

describe('attachFiles', () => {
  it('answers a repetition although its files are gone, and refuses another message that names them', async () => {
    const { send } = setUp();
    const first = await send(undefined, 'k');
    expect(await send(undefined, 'k')).toMatchObject({ id: first.id, status: 'sent' });
    await expect(send(undefined, 'other')).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/message/attachments/0/id' }],
    });
  });

  it.each([strictly, { prefer: 'respond-async' }])(
    'takes no file for a key that was used with another body (%o), so that a new key can have it',
    async (headers) => {
      const { submit, send, stored } = setUp();
      const first = await submit({}, 'k', caller, headers);
      await expect(send(headers, 'k')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      expect((await stored())?.id).toBe(first.message.id);
      expect((await send(undefined, 'new')).status).toBe('sent');
    },
  );

  it('gives the files of a message that failed to the one in its place', async () => {
    const { send, drafts } = setUp();
    drafts.script('sendDraft', { kind: 'refused', code: 'message_refused' });
    const first = await send(undefined, 'k');
    expect(first.status).toBe('failed');
    expect(await send(undefined, 'k')).toMatchObject({ status: 'sent', previousId: first.id });
  });

  it.each([
    ['fits with attachments as the files they are', 1, 33.9, 'sent'],
    ['is too large with all its files', 1, 34, 'request_too_large'],
    ['is too large with its uploaded file', 0, 35, 'request_too_large'],
  ])('gives files to a message that %s: %d MB posted, %d uploaded', async (_what, posted, uploaded, outcome) => {
    const { submit, files, stored } = setUp();
    files.put(FILE, 'x'.repeat(uploaded * 1024 * 1024));
    const contentBytes = Buffer.alloc(posted * 1024 * 1024, 'x').toString('base64');
    const type = { '@odata.type': '#microsoft.graph.fileAttachment' };
    const attachments = [
      { ...type, id: FILE },
      { ...type, name: 'a.txt', contentBytes },
    ];
    const send = () =>
      submit({ message: { ...validBody.message, attachments } }, undefined, caller, { prefer: 'handling=strict' });
    const status = await send().then(
      ({ message }) => message.status,
      (error: ConnectorError) => error.code,
    );
    expect(status).toBe(outcome);
    expect((await stored())?.status).toBe(outcome === 'sent' ? 'sent' : undefined);
  });

  it('takes no file for a message that is too large, so that one without some of them can have it', async () => {
    const { submit, send, files } = setUp();
    files.put('guestmail-file-' + 'b'.repeat(32), 'x'.repeat(35 * 1024 * 1024));
    const attachments = [FILE, 'guestmail-file-' + 'b'.repeat(32)].map((id) => ({
      '@odata.type': '#microsoft.graph.fileAttachment',
      id,
    }));
    await expect(submit({ message: { ...validBody.message, attachments } })).rejects.toMatchObject({
      code: 'request_too_large',
    });
    expect((await send()).status).toBe('sent');
  });

  it('is not asked where such messages are not offered', () => {
    const named = { '@odata.type': '#microsoft.graph.fileAttachment', id: FILE };
    expect(() => parse({ ...validBody, message: { ...validBody.message, attachments: [named] } })).toThrow(
      'request_too_large',
    );
  });
});
