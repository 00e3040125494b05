/**
 * Files that an ERP uploads before the message, over the wire: whole, in pieces, after a killed host, and by whoever should not.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../shared/attachment-limits.ts';
import { startApp, submission, until } from './app.ts';

const app = await startApp({ settings: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(4 * CELL_BYTES + 65_536) } });
const { blob } = app.stack.storage;
const other = app.stack.registrations.mailer.clientId;
const tokens = new Map([other, ''].map((as) => [as, app.stack.callerToken(as || undefined)]));
const total = 9 * CELL_BYTES + 4_711;
const bytes = randomBytes(total);
const clear = Buffer.from('In clear, for whoever looks. ').toString('latin1');

beforeEach(() => {
  blob.faults.clear();
  blob.requests.length = 0;
});
afterAll(() => app.close());

interface Answer {
  status: number;
  location: string | null;
  text: string;
  json: Record<string, unknown>;
}

async function ask(method: string, path: string, init: RequestInit = {}, as = ''): Promise<Answer> {
  const headers = { Authorization: `Bearer ${await tokens.get(as)}`, ...(init.headers as Record<string, string>) };
  const response = await fetch(`${app.publicUrl}/attachments/${path}`, { method, ...init, headers });
  const text = await response.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Answer['json']) : {};
  return { status: response.status, location: response.headers.get('location'), text, json };
}
const put = (path: string, body: Uint8Array, headers: Record<string, string> = {}, as?: string) =>
  ask('PUT', path, { body: body as BodyInit, headers }, as);
/** The cells from one number up to another, that one excluded. */
const putCells = (path: string, first: number, end: number, as?: string) => {
  const [start, stop] = [first * CELL_BYTES, Math.min(total, end * CELL_BYTES)];
  const headers = { 'Content-Range': `bytes ${start}-${stop - 1}/${total}`, 'Content-Type': 'application/zip' };
  return put(path, bytes.subarray(start, stop), headers, as);
};
const idOf = ({ json }: Answer) => String(json['id']);

describe('PUT /attachments/{name}', () => {
  it('takes a whole file, and stores neither it nor its name in clear', async () => {
    const file = Buffer.from(clear.repeat(80_000));
    const answer = await put('Pl%C3%A4ne%2042%20%E2%82%AC.txt', file, { 'Content-Type': 'text/plain' });
    expect([answer.status, answer.json]).toMatchObject([
      201,
      { name: 'Pläne 42 €.txt', contentType: 'text/plain', size: file.length, status: 'complete' },
    ]);
    expect(answer.location).toBe(`${app.publicUrl}/attachments/${idOf(answer)}`);
    expect((await ask('GET', idOf(answer))).json).toEqual(answer.json);
    const stored = blob.requests.filter(({ method, status }) => method === 'PUT' && status === 201);
    expect(stored.length).toBeGreaterThan(3);
    const tables = app.stack.storage.table.requests;
    const told = [...stored, ...tables].map(({ path, body }) => `${path} ${body}`).join('\n');
    expect(told).not.toMatch(/In clear|Pl(ä|%C3%A4|\\u00e4)ne/i);
    expect(app.host.lines.join('\n')).not.toMatch(/Pl(ä|%C3%A4)ne/i);
  });

  it('takes pieces in any order and at once, and says what is missing until the last has come', async () => {
    const first = await putCells('Drawings.zip', 4, 8);
    expect([first.status, first.json]).toMatchObject([
      202,
      { size: total, status: 'incomplete', nextExpectedRanges: ['0-4194303', `8388608-${total - 1}`] },
    ]);
    const id = idOf(first);
    const pieces: [number, number][] = [
      [8, 10],
      [2, 4],
      [0, 1],
      [1, 2],
    ];
    const answers = await Promise.all(pieces.map(([start, end]) => putCells(id, start, end)));
    expect(answers.map(({ status }) => status).filter((status) => status === 201).length).toBeGreaterThan(0);
    expect((await ask('GET', id)).json).toMatchObject({ status: 'complete', size: total, name: 'Drawings.zip' });
    expect([(await putCells(id, 0, 1)).json['code']]).toEqual(['attachment_complete']);
  });

  it('goes on where it was when the host is killed in the middle of a piece', async () => {
    const id = idOf(await putCells('Drawings.zip', 0, 4));
    blob.faults.add({ path: 'comp=block&', skip: 1, times: 9, action: { kind: 'hang' } });
    const lost = putCells(id, 4, 8).catch((error: unknown) => error);
    await until(() => blob.requests.some(({ fault }) => fault === 'hang'));
    await app.restartHost({}, 'SIGKILL');
    expect(await lost).toBeInstanceOf(Error);
    blob.faults.clear();
    const { nextExpectedRanges } = (await ask('GET', id)).json as { nextExpectedRanges: string[] };
    expect(nextExpectedRanges.at(-1)).toMatch(new RegExp(`-${total - 1}$`));
    for (const range of nextExpectedRanges) {
      const [start = 0, last = 0] = range.split('-').map(Number);
      for (let cell = start / CELL_BYTES; cell * CELL_BYTES < last; cell += 4) {
        const answer = await putCells(id, cell, Math.min(cell + 4, Math.ceil((last + 1) / CELL_BYTES)));
        expect([201, 202]).toContain(answer.status);
      }
    }
    expect((await ask('GET', id)).json['status']).toBe('complete');
  });

  it('shows another application the same as of a file that never was', async () => {
    const id = idOf(await putCells('Drawings.zip', 0, 1));
    const unknown = id.replace(/.{32}$/, 'f'.repeat(32));
    const shown = await Promise.all(
      [id, unknown].flatMap((path) => [ask('GET', path, {}, other), putCells(path, 1, 2, other)]),
    );
    const plain = shown.map(({ status, text }) => [status, text.replace(/"requestId":"[^"]*"/, '')]);
    expect(plain[0]?.[0]).toBe(404);
    expect(plain.slice(0, 2)).toEqual(plain.slice(2));
    expect((await ask('GET', id)).json['nextExpectedRanges']).toEqual([`1048576-${total - 1}`]);
  });

  it.each<[what: string, path: string, headers: Record<string, string>, status: number]>([
    ['a path separator', 'a%2Fb', {}, 400],
    ['a backslash', 'a%5Cb', {}, 400],
    ['a line break', 'a%0D%0Ab', {}, 400],
    ['bytes that are not UTF-8', '%FF%FE', {}, 400],
    ['a name of 256 characters', 'x'.repeat(256), {}, 400],
    ['no name', '', {}, 404],
    ['a range of another unit', 'a', { 'Content-Range': 'items 0-0/1' }, 400],
    ['a range without end', 'a', { 'Content-Range': 'bytes 0-/1' }, 400],
    ['a range beyond the file', 'a', { 'Content-Range': 'bytes 0-5/1' }, 400],
    ['a range within a cell', 'a', { 'Content-Range': 'bytes 1-1/2' }, 400],
    ['two ranges', 'a', { 'Content-Range': 'bytes 0-0/1, bytes 0-0/1' }, 400],
    ['a file beyond all limits', 'a', { 'Content-Range': 'bytes 0-1048575/999999999999999' }, 413],
    ['a coding', 'a', { 'Content-Encoding': 'gzip' }, 415],
    ['an id that is not one', 'guestmail-file-x%2F', {}, 400],
  ])('refuses %s, and stores nothing', async (_what, path, headers, status) => {
    const answer = await put(path, Buffer.from('x'), headers);
    expect(answer.status).toBe(status);
    expect(blob.requests).toEqual([]);
  });

  it('refuses chunks, what the host takes and the app does not, and names pieces', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('x'));
        controller.close();
      },
    });
    expect((await ask('PUT', 'a', { body: chunks, duplex: 'half' } as RequestInit)).status).toBe(411);
    const large = await put('a', new Uint8Array(4 * CELL_BYTES + 1));
    expect([large.status, large.json['detail']]).toEqual([
      413,
      expect.stringContaining('send the file in pieces of at most 4,194,304 bytes'),
    ]);
    const json = await app.call('POST', '/send', { body: `"${'x'.repeat(4 * CELL_BYTES)}"` });
    expect([json.status, json.json['detail']]).toEqual([413, expect.stringContaining('PUT /attachments/{name}')]);
  });

  it('says that storage does not answer, and takes the same piece again', async () => {
    blob.faults.add({ path: 'comp=block&', times: 3, action: { kind: 'answer', status: 503 } });
    const refused = await put('a.txt', Buffer.from('x'));
    expect([refused.status, refused.json['code']]).toEqual([503, 'storage_unavailable']);
    expect((await put('a.txt', Buffer.from('x'))).status).toBe(201);
  });
});

describe('a file', () => {
  it('is refused in a message for now, and the message leaves nothing behind', async () => {
    const id = idOf(await put('a.txt', Buffer.from('x')));
    const { message } = submission('ann@fabrikam.com', 'with a file') as { message: object };
    const attachments = [{ '@odata.type': '#microsoft.graph.fileAttachment', id }];
    const answer = await app.call('POST', '/send', {
      body: { sender: 'ann@fabrikam.com', message: { ...message, attachments } },
    });
    expect([answer.status, answer.json['errors']]).toMatchObject([413, [{ pointer: '/message/attachments/0/id' }]]);
    expect((await app.call('GET', '/messages')).json).toEqual({ value: [] });
  });

  it('that no message has taken is swept after a day with its bytes, whole or not', async () => {
    const ids = [idOf(await put('a.txt', Buffer.from('x'))), idOf(await putCells('b.zip', 0, 1))];
    const look = () => Promise.all(ids.map(async (id) => (await ask('GET', id)).status));
    await app.setClock(25 * 3_600 - 600);
    expect((await app.runTimer('sweep'))['files']).toBe(0);
    await app.setClock(25 * 3_600 + 60);
    blob.requests.length = 0;
    expect((await app.runTimer('sweep'))['files']).toBeGreaterThanOrEqual(2);
    const deleted = blob.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    for (const id of ids) expect(deleted.join()).toContain(id.slice(-32));
    expect((await app.runTimer('sweep'))['files']).toBe(0);
    // The caller's token is of now.
    await app.setClock(0);
    expect(await look()).toEqual([404, 404]);
  });
});
