import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../infra/local/emulators/graph/settings.ts';
import { UPLOAD_RANGE_BYTES } from '../../shared/draft-limits.ts';
import type { GraphDrafts } from '../../shared/graph/graph-drafts.ts';
import type { GraphFile } from '../../shared/graph/graph-file.ts';
import { createLoadGraphDrafts } from '../../shared/graph/load-graph-drafts.ts';
import { MESSAGE_MARKER } from '../../shared/graph/message-marker.ts';
import type { PrepareOutcome } from '../../shared/graph/prepare-draft.ts';
import { createHttpClient } from '../../shared/http/http-client.ts';
import { startTestGraph } from '../infra/local/emulators/graph/call-graph.ts';

const MB = 1024 * 1024;
const mailbox = 'ann@fabrikam.com';
const message = { subject: 'Large', toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }] };

let test: Awaited<ReturnType<typeof startTestGraph>>;
let drafts: GraphDrafts;
let token: string;

async function sign(person: string, scp = 'User.Read Mail.Send Mail.ReadWrite'): Promise<string> {
  const { home } = test.directory.person(person);
  const seconds = Math.floor(Date.now() / 1000);
  const { tenantId: tid = '', objectId: oid = '' } = 'tenantId' in home ? home : {};
  return test.signer.sign({ aud: 'https://graph.microsoft.com', tid, oid, scp, nbf: seconds - 60, exp: seconds + 600 });
}

beforeAll(async () => {
  test = await startTestGraph();
  const { graph: request, uploads: upload } = createHttpClient();
  drafts = await createLoadGraphDrafts({ graphUrl: test.graph.baseUrl, request, upload, now: () => new Date() })();
  token = await sign('ann');
});
afterEach(() => {
  test.graph.clear();
  test.graph.faults.clear();
  test.graph.requests.length = 0;
  Object.assign(test.graph.settings, DEFAULT_SETTINGS);
});
afterAll(() => test.graph.close());

/** Bytes that differ at every place, made when they are read. */
function fileOf(name: string, size: number, changes: Partial<GraphFile> = {}): GraphFile {
  const read = async (start: number, end: number) => fill(Buffer.alloc(end - start), start);
  return { name, contentType: 'application/pdf', size, read, ...changes };
}

function fill(buffer: Buffer, start: number): Buffer {
  for (let at = 0; at + 4 <= buffer.length; at += 4096) buffer.writeUInt32LE((start + at) >>> 0, at);
  return buffer;
}

/** Of the whole file, made in ranges of another length than the one that is uploaded. */
async function digestOf({ size, read }: GraphFile): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < size; start += MB * 3) hash.update(await read(start, Math.min(size, start + MB * 3)));
  return hash.digest('hex');
}

interface Prepared {
  seconds?: number;
  accessToken?: string;
  onCreated?: (draftId: string) => Promise<void>;
}

function prepare(
  files: GraphFile[],
  { seconds = 60, accessToken = token, onCreated }: Prepared = {},
): Promise<PrepareOutcome> {
  const steps = { onCreated: onCreated ?? (async () => undefined), until: new Date(Date.now() + seconds * 1_000) };
  return drafts.prepareDraft(accessToken, { messageId: 'm-1', message, files }, steps);
}

/** Prepares and sends, and gives back what the mailbox then has. */
async function deliver(files: GraphFile[]) {
  const prepared = await prepare(files);
  if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
  const sent = await drafts.sendDraft(token, { draftId: prepared.draftId, message });
  const [accepted, ...others] = test.graph.messages();
  expect([sent.kind, others, test.graph.drafts()]).toEqual(['sent', [], []]);
  const attachments = accepted?.attachments.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
  const expected = await Promise.all(
    files.map(async (file) => ({ name: file.name, size: file.size, sha256: await digestOf(file) })),
  );
  expect(attachments).toEqual(expected);
  return { accepted, draftId: prepared.draftId };
}

const puts = () => test.graph.requests.filter(({ method }) => method === 'PUT');

describe('a message with files', () => {
  it('arrives whole, with its files in their order, under the id and with the marker of its draft', async () => {
    const files = ['a', 'b', 'c', 'd'].map((name) => fileOf(`${name}.pdf`, 2_900_000));
    const { accepted, draftId } = await deliver([...files, fileOf('empty.txt', 0)]);

    expect(accepted?.id).toBe(draftId);
    expect(accepted?.singleValueExtendedProperties).toEqual([{ id: MESSAGE_MARKER, value: 'm-1' }]);
    for (const { headers } of test.graph.requests) expect(headers['prefer']).toBe('IdType="ImmutableId"');
    expect(await drafts.lookAtDraft(token, draftId)).toEqual({ kind: 'sent' });
    expect(await drafts.deleteDraft(token, draftId)).toEqual({ kind: 'sent' });
    expect(await drafts.findDrafts(token, 'm-1')).toEqual({ kind: 'found', draftIds: [] });
  });

  it('arrives whole through an outage, a lost answer and a session that expires', async () => {
    test.graph.faults.add({ method: 'PUT', skip: 1, action: { kind: 'answer', status: 503 } });
    // Of those that the first fault lets through.
    test.graph.faults.add({ method: 'PUT', skip: 1, action: { kind: 'cut-after-accepting' } });
    test.graph.expireUploadSession(2);
    await deliver([fileOf('scan.pdf', 10 * MB)]);

    const ranges = puts().map(({ status, headers }) => `${status} ${headers['content-range']}`);
    expect(ranges).toEqual([
      '200 bytes 0-3932159/10485760',
      '503 bytes 3932160-7864319/10485760',
      '0 bytes 3932160-7864319/10485760',
      '404 bytes 3932160-7864319/10485760',
      '200 bytes 0-3932159/10485760',
      '200 bytes 3932160-7864319/10485760',
      '201 bytes 7864320-10485759/10485760',
    ]);
    for (const { headers } of puts()) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers['content-type']).toBe('application/octet-stream');
    }
  });

  it('goes on where the session is when it took a range whose answer was lost', async () => {
    test.graph.faults.add({ method: 'PUT', skip: 1, action: { kind: 'cut-after-accepting' } });
    await deliver([fileOf('scan.pdf', 10 * MB)]);
    expect(puts().map(({ status }) => status)).toEqual([200, 0, 416, 201]);
  });

  it('carries 150 MB with two ranges in memory', async () => {
    test.graph.limitMessageSize(mailbox, 160 * MB);
    const reads: number[] = [];
    const file = fileOf('archive.zip', 150 * MB);
    // Each range but the last two is overwritten, so that a third in use would change what arrives.
    const buffers = [Buffer.alloc(UPLOAD_RANGE_BYTES), Buffer.alloc(UPLOAD_RANGE_BYTES)];
    const read: GraphFile['read'] = async (start, end) => {
      const buffer = buffers[reads.length % 2] ?? Buffer.alloc(0);
      reads.push(end - start);
      return fill(buffer.fill(0).subarray(0, end - start), start);
    };
    const prepared = await prepare([{ ...file, read }]);
    expect(prepared.kind).toBe('prepared');
    expect([reads.length, Math.max(...reads)]).toEqual([40, UPLOAD_RANGE_BYTES]);
    expect(test.graph.drafts()[0]?.attachments).toMatchObject([{ size: 150 * MB, sha256: await digestOf(file) }]);
  });

  it('keeps inline images inline, uploaded or posted', async () => {
    const inline = { isInline: true, contentType: 'image/png' };
    const files = [
      fileOf('logo.png', 3.5 * MB, { ...inline, contentId: 'logo' }),
      fileOf('mark.png', 5_000, { ...inline, contentId: 'mark' }),
      fileOf('terms.pdf', 5_000, { isInline: false }),
    ];
    const { accepted } = await deliver(files);
    expect(accepted?.attachments).toMatchObject([
      { contentId: 'logo', contentType: 'image/png', isInline: true },
      { contentId: 'mark', contentType: 'image/png', isInline: true },
      { contentType: 'application/pdf', isInline: false },
    ]);
  });
});

describe('a message that cannot be prepared', () => {
  const large = () => fileOf('scan.pdf', 10 * MB);
  const small = () => fileOf('a.pdf', 2_900_000);

  it.each([
    ['an uploaded file above the limit of the mailbox', 10 * MB, { limit: 5 * MB }, 'message_too_large'],
    ['a posted file above it', 2_900_000, { limit: MB }, 'message_too_large'],
    ['a file above 150 MB', 151 * MB, { limit: 200 * MB }, 'message_too_large'],
    ['a mailbox that is throttled for long', 2_900_000, { throttleSeconds: 120 }, 'mailbox_throttled'],
  ])('is refused with its code, and leaves no draft: %s', async (_case, size, limits, code) => {
    const { limit = 35 * MB, throttleSeconds = 0 } = limits as { limit?: number; throttleSeconds?: number };
    test.graph.limitMessageSize(mailbox, limit);
    const onCreated = async () => test.graph.throttle(mailbox, throttleSeconds);
    const outcome = await prepare([fileOf('a.pdf', size)], { onCreated });
    expect(outcome).toMatchObject({ kind: 'refused', code, draftId: expect.any(String) as string });
    if (throttleSeconds > 0) expect(outcome).toMatchObject({ retryAfterSeconds: throttleSeconds });
    test.graph.throttle(mailbox, 0);
    const { draftId = '' } = 'draftId' in outcome ? outcome : {};
    expect(await drafts.deleteDraft(token, draftId)).toEqual({ kind: 'deleted' });
    expect([test.graph.drafts(), test.graph.messages()]).toEqual([[], []]);
  });

  it('says who lacks what: a permission, a mailbox, a valid token', async () => {
    const scoped = await sign('ann', 'User.Read Mail.Send');
    expect(await prepare([small()], { accessToken: scoped })).toMatchObject({
      code: 'access_denied',
      graphCode: 'ErrorAccessDenied',
    });
    const without = test.directory.people.find(({ hasMailbox, home }) => !hasMailbox && 'tenantId' in home);
    const stranger = await sign(without?.key ?? '');
    expect(await prepare([small()], { accessToken: stranger })).toMatchObject({ code: 'mailbox_not_found' });
    const { home } = test.directory.person('ann');
    const challenge = async () => test.graph.challenge('objectId' in home ? home.objectId : '', '{"a":1}');
    const outcome = await prepare([small()], { onCreated: challenge });
    expect(outcome).toMatchObject({ kind: 'unauthorized', claims: '{"a":1}', draftId: expect.any(String) as string });
    token = await sign('ann');
  });

  it('is not sent when somebody deleted its draft meanwhile', async () => {
    const onCreated = async (draftId: string) => {
      await test.call({
        method: 'POST',
        path: `/me/messages/${draftId}/permanentDelete`,
        claims: { scp: 'Mail.ReadWrite' },
      });
    };
    for (const file of [small(), large()])
      expect(await prepare([file], { onCreated })).toMatchObject({ kind: 'refused', code: 'draft_changed' });
    const prepared = await prepare([]);
    const { draftId = '' } = 'draftId' in prepared ? prepared : {};
    await onCreated(draftId);
    expect(await drafts.sendDraft(token, { draftId, message })).toMatchObject({
      kind: 'refused',
      code: 'draft_changed',
    });
    expect(await drafts.lookAtDraft(token, draftId)).toEqual({ kind: 'gone' });
    expect(await drafts.deleteDraft(token, draftId)).toEqual({ kind: 'deleted' });
  });

  it('is refused for its recipients when it is sent, and names them', async () => {
    const refused = { ...message, toRecipients: [{ emailAddress: { address: 'nobody@contoso' } }] };
    const until = new Date(Date.now() + 60_000);
    const onCreated = async () => undefined;
    const request = { messageId: 'm-1', message: refused, files: [] };
    const prepared = await drafts.prepareDraft(token, request, { onCreated, until });
    const { draftId = '' } = 'draftId' in prepared ? prepared : {};
    expect(await drafts.sendDraft(token, { draftId, message: refused })).toMatchObject({
      kind: 'refused',
      code: 'invalid_recipients',
      refusedRecipients: ['nobody@contoso'],
    });
  });
});

describe('a lost answer', () => {
  const attachments = () => test.graph.drafts().map((draft) => draft.attachments.map(({ name }) => name));

  it('to the creation leaves a draft that is found by its marker and deleted', async () => {
    test.graph.faults.add({ method: 'POST', path: '/me/messages$', action: { kind: 'cut-after-accepting' } });
    expect(await prepare([])).toMatchObject({ kind: 'unclear' });
    const found = await drafts.findDrafts(token, 'm-1');
    const { draftIds = [] } = found.kind === 'found' ? found : {};
    expect([draftIds.length, await drafts.findDrafts(token, 'm-2')]).toEqual([1, { kind: 'found', draftIds: [] }]);
    expect(await drafts.deleteDraft(token, draftIds[0] ?? '')).toEqual({ kind: 'deleted' });
    expect(await drafts.findDrafts(token, 'm-1')).toEqual({ kind: 'found', draftIds: [] });
  });

  it.each([
    ['posted', 5_000, '/attachments$', 0],
    ['uploaded', 10 * MB, 'AttachmentSessions', 2],
  ] as const)('adds no %s file twice, whether it had arrived or not', async (_case, size, path, skip) => {
    for (const kind of ['cut-after-accepting', 'cut-before-reading'] as const) {
      test.graph.faults.add({ path, skip, action: { kind } });
      expect((await prepare([fileOf('a.pdf', size), fileOf('b.pdf', 10)])).kind).toBe('prepared');
      expect(attachments()).toEqual([['a.pdf', 'b.pdf']]);
      test.graph.clear();
    }
  });

  it('whose request is carried out later does not leave a message with a file twice', async () => {
    const later = { kind: 'execute-later', laterMilliseconds: 300, status: 504 } as const;
    test.graph.faults.add({ path: '/attachments$', action: later });
    // The second file is slower than that, so that the count at the end sees it.
    const slow = fileOf('b.pdf', 10);
    const { read } = slow;
    slow.read = (start, end) => new Promise((resolve) => void setTimeout(() => resolve(read(start, end)), 400));
    const outcome = await prepare([fileOf('a.pdf', 5_000), slow]);
    expect(attachments()).toEqual([['a.pdf', 'a.pdf', 'b.pdf']]);
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'graph_unavailable',
      draftId: expect.any(String) as string,
    });
  });

  it('to the request that sends is unknown, is not repeated, and a later look finds what was sent', async () => {
    const prepared = await prepare([fileOf('a.pdf', 10)]);
    const { draftId = '' } = 'draftId' in prepared ? prepared : {};
    test.graph.faults.add({ path: '/send$', action: { kind: 'cut-after-accepting' } });
    Object.assign(test.graph.settings, { sendLagMilliseconds: 400 });
    expect((await drafts.sendDraft(token, { draftId, message })).kind).toBe('unknown');
    expect(await drafts.lookAtDraft(token, draftId)).toEqual({ kind: 'draft' });
    Object.assign(test.graph.settings, { hidesWhileSending: true });
    expect(await drafts.lookAtDraft(token, draftId)).toEqual({ kind: 'gone' });
    Object.assign(test.graph.settings, { sendLagMilliseconds: 0 });
    expect(await drafts.lookAtDraft(token, draftId)).toEqual({ kind: 'sent' });
    expect(test.graph.messages()).toHaveLength(1);
    expect(test.graph.requests.filter(({ path }) => path.endsWith('/send'))).toHaveLength(1);
  });
});
