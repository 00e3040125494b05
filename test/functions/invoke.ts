/** Calls a handler as the Functions worker does, and keeps what it logs. */
import { HttpRequest, InvocationContext, type HttpHandler, type HttpResponseInit } from '@azure/functions';
import { createContests } from '../../functions/contests.ts';
import { createDrain } from '../../functions/drain.ts';
import { createRequestLog } from '../../functions/request-log.ts';
import { problem, respond, type Methods, type Route, type ShowError } from '../../functions/respond.ts';
import { headings } from '../../shared/pages/text/en/headings.ts';
import { publicUrl } from '../fakes/memory-connector.ts';

export interface Given {
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: Record<string, string> | [name: string, value: string][];
  body?: string | Uint8Array;
  /** Below the prefix. */
  path?: string;
}

export interface Invocation {
  status: number;
  headers: Headers;
  cookies: HttpResponseInit['cookies'];
  /** As text; empty when there is none. */
  body: string;
  json: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
  lines: LoggedLine[];
}

export interface LoggedLine {
  level: string;
  text: string;
}

/** A route of these methods, open to anyone. */
export function respondTo(
  methods: Methods,
  showError: ShowError = (error, { invocationId }) => problem(error, { publicUrl, requestId: invocationId }),
  contests = createContests(),
  route?: Route,
  drain = createDrain(),
): HttpHandler {
  const access = Object.fromEntries(Object.keys(methods).map((method) => [method, 'anyone' as const]));
  return respond({
    route: route ?? { path: 'test', ...access },
    methods,
    authenticate: async () => undefined,
    showError,
    contests,
    log: createRequestLog(
      () => new Date(),
      () => undefined,
    ),
    headersOf: () => ({}),
    afterAnswer: () => undefined,
    drain,
  });
}

export function createContext(functionName = 'test') {
  const lines: LoggedLine[] = [];
  const context = new InvocationContext({
    functionName,
    invocationId: 'invocation-1',
    logHandler: (level, ...args) => void lines.push({ level, text: args.join(' ') }),
  });
  return { context, lines };
}

export async function invoke(handler: HttpHandler, method: string, given: Given = {}): Promise<Invocation> {
  const { body, query, path = 'test', ...rest } = given;
  const request = new HttpRequest({
    method,
    url: `${publicUrl}/${path}?${new URLSearchParams(query)}`,
    ...rest,
    ...(body !== undefined && { body: typeof body === 'string' ? { string: body } : { bytes: body } }),
  });
  const { context, lines } = createContext();
  const answer = (await handler(request, context)) as HttpResponseInit;
  const text = answer.jsonBody === undefined ? textOf(answer.body) : JSON.stringify(answer.jsonBody);
  const headers = new Headers(answer.headers);
  const isJson = !/^(?:text|message)\//.test(headers.get('content-type') ?? '');
  return {
    status: answer.status ?? 200,
    headers,
    cookies: answer.cookies,
    body: text,
    json: isJson && text.startsWith('{') ? (JSON.parse(text) as Invocation['json']) : {},
    lines,
  };
}

/** Every answer of ours is text, but for a message, each byte of which is a character. */
export function textOf(body: HttpResponseInit['body']): string {
  if (Buffer.isBuffer(body)) return body.toString('latin1');
  if (body !== undefined && typeof body !== 'string') throw new Error('The body is no text.');
  return body ?? '';
}

/** The object of the one line that an invocation logs, its alarms beside it. */
export function lineOf({ lines }: Pick<Invocation, 'lines'>): Record<string, unknown> {
  if (lines.length !== 1) throw new Error(`${lines.length} lines were logged.`);
  const { text, level } = lines[0]!;
  const [, json = '', alarms = ''] = /^(\{.*\})((?: alarm=\w+)*)$/.exec(text) ?? [];
  const alarm = alarms.replaceAll('alarm=', '').trim();
  return { ...(JSON.parse(json) as object), level, ...(alarm && { alarm }) };
}

/** The code of a refusal as problem details or the heading of a page tell it, whether it was logged or only counted. */
export function codeOf({ json, body }: Pick<Invocation, 'json' | 'body'>): unknown {
  const said = json['code'] ?? (json['error'] as { code?: string } | undefined)?.code;
  if (said !== undefined) return said;
  const [, heading] = /<h1>([^<]*)<\/h1>/.exec(body) ?? [];
  return Object.entries(headings).find(([, text]) => text === heading)?.[0];
}
