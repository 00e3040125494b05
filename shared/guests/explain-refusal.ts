/**
 * What Graph says of an invitation that it refuses, for the operator who asked for it: its code and its sentence, cut and cleaned.
 */
import { readMember } from '../graph/find-user.ts';
import { GRAPH_SENTENCE_MAX_CHARACTERS } from '../guest-limits.ts';
import type { HttpAnswer } from '../http/http-request.ts';

export function explainRefusal({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): string {
  const { code, message } = (readMember(body, 'error') ?? {}) as { code?: unknown; message?: unknown };
  const said = typeof message === 'string' ? message.replace(/[\p{C}\p{Z}]+/gu, ' ').trim() : '';
  const name = typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : String(status);
  return `Microsoft Graph refused it (${name})${said && `: ${said.slice(0, GRAPH_SENTENCE_MAX_CHARACTERS)}`}`;
}
