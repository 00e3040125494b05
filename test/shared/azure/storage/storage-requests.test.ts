import { describe, expect, it } from 'vitest';
import {
  createAskStorage,
  createSendToStorage,
  type StorageRequestsOptions,
} from '../../../../shared/azure/storage/storage-requests.ts';
import type { HttpAnswer, HttpRequestOptions } from '../../../../shared/http/http-request.ts';
import { STORAGE_RESPONSE_MAX_BYTES, STORAGE_TIMEOUT_MILLISECONDS } from '../../../../shared/limits.ts';

function answering(answer: Partial<HttpAnswer>) {
  const asked: HttpRequestOptions[] = [];
  const options: StorageRequestsOptions = {
    endpoint: 'https://contoso.queue.core.windows.net',
    readToken: async () => 'token',
    async request(request) {
      asked.push(request);
      return { status: 200, headers: {}, body: Buffer.from('abc'), isComplete: true, ...answer };
    },
    now: () => new Date('2026-11-24T18:00:00Z'),
  };
  return { ask: createAskStorage(options), send: createSendToStorage(options), asked };
}

const request = { method: 'PUT', path: '/deliver', body: new Uint8Array([1]) } as const;
const bound = { timeoutMilliseconds: 1_000, responseMaxBytes: 3 };

describe('createSendToStorage', () => {
  it('sends bytes as they are, with the token and within the bounds it was given', async () => {
    const { send, asked } = answering({});
    await send(request, bound);
    expect(asked).toEqual([
      {
        url: 'https://contoso.queue.core.windows.net/deliver',
        method: 'PUT',
        headers: {
          Authorization: 'Bearer token',
          'x-ms-version': '2021-12-02',
          'x-ms-date': 'Tue, 24 Nov 2026 18:00:00 GMT',
        },
        body: request.body,
        ...bound,
      },
    ]);
  });

  it.each<[string, Partial<HttpAnswer>, string]>([
    ['a part of an answer', { isComplete: false, headers: { 'content-length': '3' } }, 'transient'],
    ['a part of an answer of unknown length', { isComplete: false }, 'transient'],
    ['an answer beyond the bound', { isComplete: false, headers: { 'content-length': '4' } }, 'oversized'],
    ['a busy service', { status: 503 }, 'transient'],
    ['a redirect', { status: 307 }, 'unavailable'],
    ['a blob that is missing', { status: 404, body: Buffer.from('<Code>BlobNotFound</Code>') }, 'missing'],
  ])('fails for %s', async (_what, answer, kind) => {
    await expect(answering(answer).send(request, bound)).rejects.toMatchObject({ kind });
  });
});

describe('createAskStorage', () => {
  it('bounds what it asks for in time and size', async () => {
    const { ask, asked } = answering({});
    await ask(request);
    expect(asked).toMatchObject([
      { timeoutMilliseconds: STORAGE_TIMEOUT_MILLISECONDS, responseMaxBytes: STORAGE_RESPONSE_MAX_BYTES },
    ]);
  });

  it.each(['Queue', 'Container'])('knows a missing %s', async (what) => {
    const body = Buffer.from(`<?xml version="1.0"?><Error><Code>${what}NotFound</Code></Error>`);
    expect(await answering({ status: 404, body }).ask(request)).toBeUndefined();
  });

  it.each<[string, Partial<HttpAnswer>, string]>([
    ['another 404', { status: 404 }, 'storage_unavailable'],
    ['a 403', { status: 403 }, 'storage_access_refused'],
    ['an answer that was cut', { isComplete: false }, 'storage_unavailable'],
    [
      'an answer that is too long',
      { isComplete: false, headers: { 'content-length': '9999999' } },
      'storage_unavailable',
    ],
  ])('refuses %s', async (_what, answer, code) => {
    await expect(answering(answer).ask(request)).rejects.toMatchObject({ code });
  });
});
