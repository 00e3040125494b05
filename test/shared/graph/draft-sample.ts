/** Drafts at a Graph that is a script: what it answers to each kind of request, and what it was asked. */
import { createGraphDrafts, type GraphDrafts } from '../../../shared/graph/graph-drafts.ts';
import type { GraphFile } from '../../../shared/graph/graph-file.ts';
import { createCallGraph } from '../../../shared/graph/call-graph.ts';
import { catchFault } from '../../../shared/graph/catch-fault.ts';
import { judgeRefusal } from '../../../shared/graph/judge-refusal.ts';
import { judgeSend } from '../../../shared/graph/judge-send.ts';
import { HttpFault, type HttpAnswer, type HttpRequestOptions } from '../../../shared/http/http-request.ts';

export const token = 'eyJhbGciOiJSUzI1NiJ9.b2YtQW5u.c2lnbmF0dXJl';
export const uploadUrl = 'https://outlook.office.com/api/v2.0/AttachmentSessions?authtoken=c2VjcmV0';
export const start = new Date('2026-11-01T00:00:00Z');
export const draftId = 'AAkALgAAAA=';

export type Scripted = { status: number; headers?: Record<string, string>; json?: unknown } | HttpFault;

/** As Graph itself answers. */
export const refusal = (status: number, code = 'SomethingNew', headers = {}): Scripted => ({
  status,
  headers: { 'request-id': 'r-1', ...headers },
  json: { error: { code, message: 'x' } },
});
export const lost = new HttpFault('ECONNRESET', { wasSent: true });
export const unopened = new HttpFault('ECONNREFUSED', { wasSent: false });

export type RequestKind = 'create' | 'post' | 'session' | 'put' | 'count' | 'send' | 'look' | 'find' | 'delete';
/** One answer for every request of a kind, or one for each; the last one goes on. */
export type Script = Partial<Record<RequestKind, Scripted | Scripted[] | ((request: HttpRequestOptions) => Scripted)>>;

const usual: Record<RequestKind, Scripted> = {
  create: { status: 201, json: { id: draftId } },
  post: { status: 201 },
  session: { status: 201, json: { uploadUrl, nextExpectedRanges: ['0-'] } },
  put: { status: 200 },
  count: { status: 200, json: { value: [] } },
  send: { status: 202 },
  look: { status: 200, json: { isDraft: true } },
  find: { status: 200, json: { value: [] } },
  delete: { status: 204 },
};

export interface ScriptedDrafts {
  drafts: GraphDrafts;
  requests: (HttpRequestOptions & { kind: RequestKind })[];
  /** Milliseconds of each pause. */
  pauses: number[];
  pass(milliseconds: number): void;
}

export function scriptDrafts(script: Script = {}): ScriptedDrafts {
  let time = start.getTime();
  const requests: ScriptedDrafts['requests'] = [];
  const pauses: number[] = [];
  const now = () => new Date(time);
  const request = async (options: HttpRequestOptions): Promise<HttpAnswer> => {
    const kind = kindOf(options);
    const count = requests.filter((one) => one.kind === kind).length;
    requests.push({ ...options, kind });
    const scripted = script[kind] ?? usual[kind];
    const list = Array.isArray(scripted) ? scripted : undefined;
    const reply =
      typeof scripted === 'function' ? scripted(options) : (list?.[Math.min(count, list.length - 1)] ?? scripted);
    if (reply instanceof HttpFault) throw reply;
    const { status, headers = {}, json } = reply as Exclude<Scripted, HttpFault>;
    return { status, headers, body: Buffer.from(json === undefined ? '' : JSON.stringify(json)), isComplete: true };
  };
  const graphUrl = 'https://graph.microsoft.com/v1.0';
  const callGraph = createCallGraph({ graphUrl, request });
  const drafts = createGraphDrafts({
    graphUrl,
    callGraph: (...call) => catchFault(callGraph(...call)),
    upload: (options) => catchFault(request(options)),
    judgeRefusal,
    judgeSend,
    now,
    async sleep(milliseconds) {
      pauses.push(milliseconds);
      time += milliseconds;
    },
  });
  return { drafts, requests, pauses, pass: (milliseconds) => void (time += milliseconds) };
}

function kindOf({ method, url }: HttpRequestOptions): RequestKind {
  if (method === 'PUT') return 'put';
  if (method === 'DELETE') return 'delete';
  if (url.endsWith('/createUploadSession')) return 'session';
  if (url.endsWith('/send')) return 'send';
  if (/\/attachments(\?|$)/.test(url)) return method === 'GET' ? 'count' : 'post';
  if (url.includes('/mailFolders/')) return 'find';
  return method === 'POST' ? 'create' : 'look';
}

/** A file of so many bytes, which are never all in memory. */
export function fileOf(size: number, changes: Partial<GraphFile> = {}): GraphFile {
  return {
    name: 'report.pdf',
    size,
    read: async (from, to) => Buffer.alloc(to - from, from % 251),
    ...changes,
  };
}

/** With a minute for it, as the steps that a test does not change. */
export function prepare(
  { drafts }: ScriptedDrafts,
  files: GraphFile[],
  {
    onCreated = async () => undefined,
    seconds = 60,
  }: { onCreated?: (id: string) => Promise<void>; seconds?: number } = {},
) {
  const message = { subject: 'x', toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }] };
  const until = new Date(start.getTime() + seconds * 1_000);
  return drafts.prepareDraft(token, { messageId: 'm-1', message, files }, { onCreated, until });
}

export const MB = 1024 * 1024;
export const small = fileOf(2_900_000);
export const large = fileOf(10 * MB);

/** The session takes the range, and expects these. */
export const expecting = (...ranges: string[]): Scripted => ({ status: 200, json: { nextExpectedRanges: ranges } });

/** The draft has so many attachments. */
export const counting = (count: number): Scripted => ({
  status: 200,
  json: { value: Array.from({ length: count }, () => ({})) },
});

/** A session that takes everything, and expects the next byte. */
export function takeRange({ headers }: Pick<HttpRequestOptions, 'headers'>): Scripted {
  const [, end = '', size] = /-(\d+)\/(\d+)/.exec(headers['Content-Range'] ?? '') ?? [];
  return Number(end) + 1 === Number(size) ? { status: 201 } : expecting(String(Number(end) + 1));
}

/** The requests by their kinds, in their order. */
export function kindsOf(requests: { kind: RequestKind }[]): string {
  return requests.map(({ kind }) => kind).join(' ');
}

/** Prepares a draft with these files, by this script. */
export async function run(script: Script, files = [large], steps = {}) {
  const scripted = scriptDrafts(script);
  const outcome = await prepare(scripted, files, steps);
  return { ...scripted, outcome };
}
