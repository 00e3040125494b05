import { describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../shared/attachment-limits.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { erp, otherApp, publicUrl } from '../fakes/memory-connector.ts';
import { createApi } from './api.ts';
import { codeOf, lineOf } from './invoke.ts';

const total = 2 * CELL_BYTES + 3;
const detailsOf = ({ json }: { json: Record<string, unknown> }) =>
  (json['errors'] as { pointer: string; detail: string }[]).map(({ pointer, detail }) => `${pointer} ${detail}`);

function createUploader(...swap: Parameters<typeof createApi>) {
  const api = createApi(...swap);
  const put = (name: string, body: string, headers: Record<string, string> = {}, as?: string) =>
    api.call(
      'attachment',
      'PUT',
      { params: { name }, headers: { 'content-length': String(body.length), ...headers }, body },
      as,
    );
  const piece = (name: string, start: number, end: number, headers = {}) =>
    put(name, 'x'.repeat(end - start), { 'content-range': `bytes ${start}-${end - 1}/${total}`, ...headers });
  const look = (name: string, as?: string) => api.call('attachment', 'GET', { params: { name } }, as);
  return { ...api, put, piece, look };
}

describe('PUT /attachments/{name}', () => {
  it('takes a whole file and says what it is, under which id and until when, and logs the id alone', async () => {
    const { put, look, clock } = createUploader();
    const answer = await put('Rechnung Ä.pdf', 'content', { 'content-type': 'application/pdf' });
    const { id } = answer.json as { id: string };
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`${publicUrl}/attachments/${id}`);
    const told = {
      id,
      name: 'Rechnung Ä.pdf',
      contentType: 'application/pdf',
      size: 7,
      status: 'complete',
      expiresAt: new Date(clock.now().getTime() + 24 * 3_600_000).toISOString(),
    };
    expect(answer.json).toEqual(told);
    const state = await look(id);
    expect([state.status, state.json, state.headers.get('location')]).toEqual([200, told, null]);
    expect(lineOf(answer)).toMatchObject({ outcome: 'ok', attachment: id, complete: true });
    for (const { lines } of [answer, state]) expect(lines[0]?.text).not.toMatch(/Rechnung|pdf|content/);
  });

  it.each([
    [undefined, 'a', 'application/octet-stream'],
    [undefined, 'a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['application/msword(.doc)', 'a', 'application/msword'],
    ['text/plain;charset=UTF-8', 'a', 'text/plain;charset=UTF-8'],
  ])('takes %j of %s for %s', async (type, name, contentType) => {
    const { put } = createUploader();
    const answer = await put(name, '', type === undefined ? {} : { 'content-type': type });
    expect([answer.status, answer.json['contentType'], answer.json['size']]).toEqual([201, contentType, 0]);
  });

  it('takes pieces and says after each what is missing', async () => {
    const { piece, look } = createUploader();
    const first = await piece('a.zip', CELL_BYTES, 2 * CELL_BYTES);
    const { id } = first.json as { id: string };
    expect(first.status).toBe(202);
    expect(first.headers.get('location')).toBe(`${publicUrl}/attachments/${id}`);
    expect(first.json).toMatchObject({
      status: 'incomplete',
      size: total,
      nextExpectedRanges: ['0-1048575', '2097152-2097154'],
    });
    const again = await piece(id, CELL_BYTES, 2 * CELL_BYTES);
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect((await piece(id, 2 * CELL_BYTES, total)).json['nextExpectedRanges']).toEqual(['0-1048575']);
    expect((await look(id)).json).toMatchObject({ status: 'incomplete', nextExpectedRanges: ['0-1048575'] });
    const last = await piece(id, 0, CELL_BYTES);
    expect([last.status, last.json['status'], last.json['nextExpectedRanges']]).toEqual([201, 'complete', undefined]);
    expect(codeOf(await piece(id, 0, CELL_BYTES))).toBe('attachment_complete');
  });

  it('shows another application of a file what it shows of one that never was', async () => {
    const { put, piece, look, call } = createUploader();
    const unknown = 'guestmail-file-0123456789abcdef0123456789abcdef';
    const { id } = (await put('a', 'x')).json as { id: string };
    const part = (await piece('a', 0, CELL_BYTES)).json['id'] as string;
    for (const foreign of [id, part]) {
      const shown = [await look(foreign, otherApp), await look(unknown, otherApp)];
      expect([shown[0]!.status, shown[0]!.body]).toEqual([404, shown[1]!.body]);
      const headers = { 'content-range': 'bytes 0-0/1', 'content-length': '1' };
      const tried = await Promise.all(
        [foreign, unknown].map((name) => call('attachment', 'PUT', { params: { name }, headers, body: 'x' }, otherApp)),
      );
      expect([tried[0]!.status, tried[0]!.body]).toEqual([404, tried[1]!.body]);
    }
  });

  it('is for applications that may send; whoever may read looks at their own', async () => {
    const { put, look } = createUploader();
    expect((await put('a', 'x', {}, 'manager')).status).toBe(403);
    expect((await put('a', 'x', {}, 'nobody')).status).toBe(401);
    expect((await look('guestmail-file-0123456789abcdef0123456789abcdef', 'manager')).status).toBe(404);
    expect((await look('a.pdf')).status).toBe(404);
  });

  it.each([
    ['', 'is empty'],
    ['..', 'is a folder'],
    ['a\\b', 'has a path separator'],
    ['a%2Fb', 'has a path separator'],
    ['a%2fb', 'has a path separator'],
    ['%FF.pdf', 'is not percent-encoded UTF-8'],
    ['a\r\nBcc: b', 'has a line break or another control character'],
    ['a\u2028b', 'has a line break or another control character'],
    ['x'.repeat(256), 'has 256 characters; at most 255 are accepted'],
  ])('refuses the name %j', async (name, detail) => {
    const answer = await createUploader().put(name, 'x');
    expect([answer.status, detailsOf(answer)]).toEqual([400, [expect.stringMatching(`^path:name ${detail}`)]]);
    expect(answer.json['detail']).toMatch(/^The name in the address /);
  });

  it.each(['100% sure.pdf', 'Invoice%20103.pdf', '😀.txt', 'guestmail-file-1.pdf', '.env', 'a;b?c#d'])(
    'takes the name %j',
    async (name) => {
      const answer = await createUploader().put(name, 'x');
      expect([answer.status, answer.json['name']]).toEqual([201, name]);
    },
  );

  it.each<[why: string, name: string, headers: Record<string, string>, status: number, faults: string[] | undefined]>([
    ['chunks', 'a', { 'content-length': '', 'transfer-encoding': 'chunked' }, 411, undefined],
    ['chunks beside a length', 'a', { 'transfer-encoding': 'chunked' }, 411, undefined],
    ['no length', 'a', { 'content-length': '' }, 411, undefined],
    ['a coding', 'a', { 'content-encoding': 'gzip' }, 415, ['header:Content-Encoding is not accepted']],
    ['no coding at all', 'a', { 'content-encoding': 'identity' }, 415, ['header:Content-Encoding is not accepted']],
    ['half a media type', 'a', { 'content-type': 'x'.repeat(256) }, 400, ['header:Content-Type has 256 characters']],
    ['no range of a file that is known', 'guestmail-file-0123456789abcdef0123456789abcdef', {}, 400, ['is missing']],
    ['a range of more', 'a', { 'content-range': 'bytes 0-1/2' }, 400, ['names 2 bytes, and the body has 1']],
    ['a range of nothing', 'a', { 'content-range': 'bytes */2' }, 400, ['does not say which bytes']],
  ])('refuses %s', async (_why, name, headers, status, faults) => {
    const answer = await createUploader().put(name, 'x', headers);
    expect(answer.status).toBe(status);
    if (faults) expect(detailsOf(answer)).toEqual(faults.map((fault) => expect.stringContaining(fault)));
  });

  it('refuses what is too large before it is read, and says how it can come', async () => {
    const { put, piece } = createUploader(({ config }) => ({
      config: { ...config, messageSizeMaxMb: 3 },
      requestLimits: { submissionBytes: 1, fileBytes: 2.5 * CELL_BYTES },
    }));
    const declared = (bytes: number) => put('a', 'x', { 'content-length': String(bytes) });
    const file = await declared(3 * CELL_BYTES + 1);
    expect([file.status, detailsOf(file)]).toEqual([
      413,
      [' has 3,145,729 bytes; this connector accepts 3,145,728 bytes'],
    ]);
    const request = await declared(3 * CELL_BYTES);
    expect([request.status, detailsOf(request)]).toEqual([
      413,
      [
        expect.stringMatching(
          /one request may bring 2,621,440 bytes; send the file in pieces of at most 2,097,152 bytes/,
        ),
      ],
    ]);
    const range = await put('a', 'x', { 'content-range': `bytes 0-1048575/${4 * CELL_BYTES}` });
    expect([range.status, detailsOf(range)]).toEqual([
      413,
      ['header:Content-Range says that the file has 4,194,304 bytes; this connector accepts 3,145,728 bytes'],
    ]);
    expect((await piece('a', 0, 2 * CELL_BYTES)).status).toBe(202);
  });

  it('refuses a body that is shorter than its headers say, and stores nothing', async () => {
    const { put, cells } = createUploader();
    const answer = await put('a', 'x', { 'content-length': '2' });
    expect([answer.status, detailsOf(answer)]).toEqual([400, [' has 1 bytes, and its headers say 2']]);
    expect(cells.names()).toEqual([]);
  });

  it('counts the bytes of files of the budget of bodies as a quarter', async () => {
    const { put } = createUploader();
    const large = { 'content-length': String(8 * CELL_BYTES) };
    const answers = await Promise.all(Array.from({ length: 10 }, () => put('a', 'x', large)));
    expect(answers.map(codeOf).filter((code) => code === 'overloaded')).toHaveLength(1);
  });

  it('says that storage does not answer, and what was sent may come again', async () => {
    const { put, cells } = createUploader();
    const { put: putCell } = cells;
    cells.put = () => Promise.reject(new ConnectorError('storage_unavailable', { retryAfterSeconds: 5 }));
    const answer = await put('a', 'x');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    cells.put = putCell;
    expect((await put('a', 'x')).status).toBe(201);
  });
});

describe('POST /send with an uploaded file', () => {
  it('is refused before anything is stored where senders are not asked for the permission, and names the place', async () => {
    const { put, send, call, graph } = createUploader();
    const { id } = (await put('a', 'x')).json as { id: string };
    const answer = await send({
      message: {
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
        attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', id }],
      },
    });
    expect([answer.status, detailsOf(answer)]).toEqual([
      413,
      [expect.stringMatching(/^\/message\/attachments\/0\/id is an uploaded file, .* MAIL_PERMISSION/)],
    ]);
    expect((await call('messages', 'GET')).json).toEqual({ value: [] });
    expect(graph.sent).toEqual([]);
  });
});

describe('a file that a message has taken', () => {
  it.each([
    ['waits to be sent', { Prefer: 'respond-async' }, 'queued', true],
    ['waits for its sender', {}, 'held', true],
    ['was sent', {}, 'sent', false],
  ])('is kept after a day while that %s, and not without need', async (_what, headers, status, isKept) => {
    const { put, send, signIn, connector, stores, cells, clock } = createUploader();
    const { id } = (await put('a', 'x')).json as { id: string };
    if (status !== 'held') await signIn('ann');
    const { json } = await send({}, headers);
    expect(json['status']).toBe(status);
    const uploader = { hostTenantId: connector.config.hostTenantId, clientId: erp };
    await connector.attachments.take(uploader, [{ id, pointer: '' }], { id: String(json['id']) });
    clock.pass(26 * 3_600);
    expect((await connector.operations.sweep()).files).toBe(isKept ? 0 : 1);
    expect([stores.attachments.ids(), cells.names().length]).toEqual(isKept ? [[id], 1] : [[], 0]);
  });
});
