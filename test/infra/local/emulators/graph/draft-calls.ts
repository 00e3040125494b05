/** Calls by which tests write drafts and upload files, and the Graph that they go to. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../../infra/local/emulators/graph/settings.ts';
import { startTestGraph, type GraphCall, type GraphReply } from './call-graph.ts';

export type TestGraph = Awaited<ReturnType<typeof startTestGraph>>;

export const MARKER = 'String {dcd3fb8b-58e7-4bd6-93cc-0bde5122df34} Name Message';
export const immutable = { prefer: 'IdType="ImmutableId"' };

export interface Resource extends Record<string, unknown> {
  id: string;
  isDraft: boolean;
}

/** A Graph for the tests of one file, which begins each as it is at a start. */
export async function startDraftTests() {
  const test = await startTestGraph();
  afterEach(() => {
    test.graph.clear();
    test.graph.faults.clear();
    Object.assign(test.graph.settings, DEFAULT_SETTINGS);
  });
  afterAll(() => test.graph.close());
  return { test, calls: createDraftCalls(test) };
}

export function createDraftCalls({ graph, call }: TestGraph) {
  /** As Ann, with the permissions for drafts. */
  const ask = (method: string, path: string, more: GraphCall = {}): Promise<GraphReply> =>
    call({ method, path, ...more, claims: { scp: 'User.Read Mail.Send Mail.ReadWrite', ...more.claims } });

  async function create(message: object, headers: Record<string, string> = immutable): Promise<Resource> {
    const { text } = await ask('POST', '/me/messages', { body: message, headers });
    return JSON.parse(text) as Resource;
  }

  async function list(path: string, value: string, more = ''): Promise<Resource[]> {
    const filter = `singleValueExtendedProperties/any(ep: ep/id eq '${MARKER}' and ep/value eq '${value}')`;
    const { text } = await ask('GET', `${path}?$filter=${encodeURIComponent(filter)}${more}`, { headers: immutable });
    return (JSON.parse(text) as { value: Resource[] }).value;
  }

  async function createSession(id: string, item: object): Promise<{ status: number; text: string; uploadUrl: string }> {
    const path = `/me/messages/${id}/attachments/createUploadSession`;
    const body = { AttachmentItem: { attachmentType: 'file', name: 'report.pdf', ...item } };
    const { status, text } = await ask('POST', path, { body });
    return { status, text, uploadUrl: (JSON.parse(text) as { uploadUrl: string }).uploadUrl };
  }

  return { ask, create, list, createSession, graph };
}

/** Puts the bytes from `start` on; the total is that of the file unless said otherwise. */
export async function putRange(
  uploadUrl: string,
  file: Buffer,
  { start, end, headers = {} }: { start: number; end: number; headers?: Record<string, string> },
) {
  const answer = await fetch(uploadUrl, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${start}-${end - 1}/${file.length}`,
      ...headers,
    },
    body: new Uint8Array(file.subarray(start, end)),
  });
  const text = await answer.text();
  const body = (text ? JSON.parse(text) : {}) as { error?: { code: string }; nextExpectedRanges?: string[] };
  return {
    status: answer.status,
    code: body.error?.code,
    next: body.nextExpectedRanges,
    headers: answer.headers,
    text,
  };
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
