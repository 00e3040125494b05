import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildMessage } from './call-graph.ts';
import { startDraftTests, putRange, sha256 } from './draft-calls.ts';

const MB = 1024 * 1024;
const bytes = randomBytes(10 * MB);
const { test, calls } = await startDraftTests();

const attach = (id: string, contentBytes: string, changes: object = {}) =>
  calls.ask('POST', `/me/messages/${id}/attachments`, {
    body: { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.pdf', contentBytes, ...changes },
  });
const start = async (size = bytes.length) => {
  const { id } = await calls.create(buildMessage());
  return { id, ...(await calls.createSession(id, { size })) };
};

describe('postAttachment', () => {
  it('adds a file to a draft, and lists it', async () => {
    const { id } = await calls.create(buildMessage());
    const answer = await attach(id, 'JVBERg==', { contentType: 'application/pdf', isInline: true, contentId: 'logo' });
    expect(answer.status).toBe(201);
    const added = { name: 'a.pdf', size: 4, contentType: 'application/pdf', isInline: true, contentId: 'logo' };
    expect(JSON.parse(answer.text)).toMatchObject({ '@odata.type': '#microsoft.graph.fileAttachment', ...added });
    const { text } = await calls.ask('GET', `/me/messages/${id}/attachments`);
    expect(JSON.parse(text)).toMatchObject({ value: [added] });
    expect(test.graph.drafts()).toMatchObject([{ attachments: [{ ...added, sha256: sha256('%PDF') }] }]);
  });

  it('takes a file just below 3 MB and refuses one of 3 MB, a sent message, an unknown one, and no permission', async () => {
    const { id } = await calls.create(buildMessage());
    expect((await attach(id, bytes.subarray(0, 3 * MB - 300).toString('base64'))).status).toBe(201);
    expect((await attach(id, bytes.subarray(0, 3 * MB).toString('base64'))).status).toBe(413);
    await calls.ask('POST', `/me/messages/${id}/send`);
    expect((await attach(id, 'JVBERg==')).status).toBe(400);
    expect(await attach('shoes', 'JVBERg==')).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
    const path = `/me/messages/${id}/attachments`;
    expect((await calls.ask('POST', path, { body: {}, claims: { scp: 'Mail.Send' } })).status).toBe(403);
  });
});

describe('createUploadSession', () => {
  it('gives an address outside of Graph, when it ends, and where to begin', async () => {
    const { status, text } = await start();
    expect(status).toBe(201);
    const { uploadUrl, expirationDateTime, nextExpectedRanges } = JSON.parse(text) as Record<string, string>;
    expect(uploadUrl).toContain(`${test.graph.url}/api/v2.0/Users('`);
    expect(uploadUrl).toMatch(/\/AttachmentSessions\('[^']+'\)\?authtoken=[\w-]{64}$/);
    expect(Date.parse(expirationDateTime ?? '')).toBeGreaterThan(Date.now());
    expect(nextExpectedRanges).toEqual(['0-']);
  });

  it.each([
    [{ size: 3 * MB - 1 }, 400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'],
    [{ size: 3 * MB }, 201, undefined],
    [{ size: 150 * MB }, 201, undefined],
    [{ size: 150 * MB + 1 }, 413, 'ErrorAttachmentSizeLimitExceeded'],
    [{ size: 4 * MB, name: '' }, 400, 'ErrorInvalidRequest'],
    [{ size: 4 * MB, attachmentType: 'item' }, 400, 'ErrorInvalidRequest'],
    [{ size: 4 * MB, shoeSize: 1 }, 400, 'RequestBodyRead'],
  ])('answers %j with %i', async (item, status, code) => {
    const { id } = await calls.create(buildMessage());
    const session = await calls.createSession(id, item);
    const error = (JSON.parse(session.text) as { error?: { code: string } }).error?.code;
    expect([session.status, error]).toEqual([status, code]);
  });
});

describe('answerUpload', () => {
  it('takes the ranges of a file in order and attaches it with the last', async () => {
    const { id } = await calls.create(buildMessage());
    const { uploadUrl } = await calls.createSession(id, { size: bytes.length, isInline: true, contentId: 'logo' });
    const first = await putRange(uploadUrl, bytes, { start: 0, end: 4 * MB });
    expect(first).toMatchObject({ status: 200, next: [String(4 * MB)] });
    expect(JSON.parse(first.text)).toHaveProperty('ExpirationDateTime');
    expect(await putRange(uploadUrl, bytes, { start: 4 * MB, end: 5 * MB })).toMatchObject({ next: [String(5 * MB)] });
    await putRange(uploadUrl, bytes, { start: 5 * MB, end: 9 * MB });
    const last = await putRange(uploadUrl, bytes, { start: 9 * MB, end: 10 * MB });
    expect([last.status, last.text]).toEqual([201, '']);
    const [draft] = test.graph.drafts();
    const attachment = { name: 'report.pdf', size: bytes.length, sha256: sha256(bytes), contentId: 'logo' };
    expect(draft?.attachments).toMatchObject([{ ...attachment, isInline: true }]);
    expect(last.headers.get('location')).toMatch(/\/Attachments\('[^']+'\)$/);
    expect((await putRange(uploadUrl, bytes, { start: 9 * MB, end: 10 * MB })).status).toBe(404);
    await calls.ask('POST', `/me/messages/${id}/send`);
    expect(test.graph.messages()).toMatchObject([{ id, attachments: [attachment] }]);
  });

  it.each([
    ['another than the next range', { start: 4 * MB, end: 5 * MB }, 416, 'ErrorInvalidRange'],
    ['a range above 4 MB', { start: 0, end: 4 * MB + 1 }, 413, 'ErrorInvalidRequest'],
    ['a token', { start: 0, end: MB, headers: { authorization: 'Bearer x' } }, 401, 'InvalidAuthenticationToken'],
    ['no range', { start: 0, end: MB, headers: { 'content-range': '' } }, 400, 'ErrorInvalidRequest'],
    [
      'a range that is not as long as the bytes',
      { start: 0, end: MB, headers: range(0, MB) },
      400,
      'ErrorInvalidRequest',
    ],
    ['a range without bytes', { start: 0, end: 0 }, 400, 'ErrorInvalidRequest'],
    ['another total', { start: 0, end: MB, headers: range(0, MB - 1, 11 * MB) }, 400, 'ErrorInvalidRequest'],
  ])('refuses %s', async (_name, input, status, code) => {
    const { uploadUrl } = await start();
    const answer = await putRange(uploadUrl, bytes, input);
    expect(answer).toMatchObject({ status, code });
    expect(answer.next).toEqual(status === 416 ? ['0'] : undefined);
    expect((await putRange(uploadUrl, bytes, { start: 0, end: MB })).status).toBe(200);
  });

  it('refuses bytes whose number is not said', async () => {
    const { uploadUrl } = await start();
    const body = new Blob([new Uint8Array(MB)]).stream();
    const headers = range(0, MB - 1);
    const answer = await fetch(uploadUrl, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit);
    expect(answer.status).toBe(411);
  });

  it('tells after a repeated range where to go on', async () => {
    const { uploadUrl } = await start();
    await putRange(uploadUrl, bytes, { start: 0, end: MB });
    const again = await putRange(uploadUrl, bytes, { start: 0, end: MB });
    expect(again).toMatchObject({ status: 416, next: [String(MB)] });
  });

  it('ends by DELETE, by time, when the draft is gone, and knows no address that was changed', async () => {
    const { uploadUrl } = await start();
    const put = (url: string) => putRange(url, bytes, { start: 0, end: MB });
    expect(await put(`${uploadUrl}x`)).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
    expect(await put(uploadUrl.replace('AttachmentSessions', 'Sessions'))).toMatchObject({ status: 404 });
    expect((await fetch(uploadUrl)).status).toBe(405);
    expect((await fetch(uploadUrl, { method: 'DELETE' })).status).toBe(204);
    expect((await put(uploadUrl)).status).toBe(404);
    test.graph.settings.uploadSessionSeconds = 0;
    expect((await put((await start()).uploadUrl)).status).toBe(404);
    test.graph.settings.uploadSessionSeconds = 60;
    const { id, uploadUrl: other } = await start();
    await calls.ask('POST', `/me/messages/${id}/permanentDelete`);
    expect((await put(other)).status).toBe(404);
  });

  it('fails at the range that a fault or an expiry names', async () => {
    test.graph.expireUploadSession(3);
    const { id, uploadUrl } = await start();
    const at = (index: number) => putRange(uploadUrl, bytes, { start: index * 2 * MB, end: (index + 1) * 2 * MB });
    const ranges = { method: 'PUT', path: '/AttachmentSessions' };
    const second = { ...ranges, headers: { 'content-range': `^bytes ${2 * MB}-` } };
    test.graph.faults.add({ ...second, action: { kind: 'answer', status: 503, headers: { 'Retry-After': '1' } } });
    const third = { ...ranges, headers: { 'Content-Range': `^bytes ${4 * MB}-` } };
    test.graph.faults.add({ ...third, action: { kind: 'cut-before-reading' } });
    expect((await at(0)).status).toBe(200);
    expect((await at(1)).status).toBe(503);
    expect((await at(1)).status).toBe(200);
    await expect(at(2)).rejects.toThrow();
    expect((await at(2)).status).toBe(200);
    expect(await at(3)).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
    const { uploadUrl: next } = await calls.createSession(id, { size: 3 * MB });
    expect((await putRange(next, bytes.subarray(0, 3 * MB), { start: 0, end: 3 * MB })).status).toBe(201);
  });

  it('counts for the mailbox: four requests at once, and its limits', async () => {
    const { uploadUrl } = await start();
    test.graph.throttle('ann@fabrikam.com', 60);
    const throttled = await putRange(uploadUrl, bytes, { start: 0, end: MB });
    expect(throttled).toMatchObject({ status: 429, code: 'ApplicationThrottled' });
    expect((await calls.ask('POST', '/me/messages', { body: buildMessage() })).status).toBe(429);
    test.graph.throttle('ann@fabrikam.com', 0);
    test.graph.settings.concurrencyMax = 0;
    expect((await putRange(uploadUrl, bytes, { start: 0, end: MB })).status).toBe(429);
  });
});

describe('the size limit of a mailbox', () => {
  const exceeded = { status: 413, code: 'ErrorMessageSizeExceeded' };

  it('refuses the range, the attachment, the draft and the message that goes beyond it', async () => {
    test.graph.settings.messageMaxBytes = 4 * MB;
    const { id, uploadUrl } = await start();
    expect((await putRange(uploadUrl, bytes, { start: 0, end: 3 * MB })).status).toBe(200);
    expect(await putRange(uploadUrl, bytes, { start: 3 * MB, end: 6 * MB })).toMatchObject(exceeded);
    test.graph.limitMessageSize('ANN@fabrikam.com', 1_000);
    expect(await attach(id, 'A'.repeat(4_000))).toMatchObject(exceeded);
    const long = buildMessage({ body: { content: 'x'.repeat(1_001) } });
    expect(await calls.ask('POST', '/me/messages', { body: long })).toMatchObject(exceeded);
    expect(await test.call({ body: { message: long } })).toMatchObject(exceeded);
    expect((await test.call({ person: 'ben', body: { message: long } })).status).toBe(202);
    test.graph.limitMessageSize('ann@fabrikam.com', 1);
    expect(await calls.ask('POST', `/me/messages/${id}/send`)).toMatchObject(exceeded);
    expect(test.graph.messages()).toHaveLength(1);
  });
});

function range(first: number, last: number, total = bytes.length): Record<string, string> {
  return { 'content-range': `bytes ${first}-${last}/${total}` };
}
