/**
 * What came of a request: an answer, or the fault that there was none, as a value. Types and one test.
 */
import type { HttpAnswer, HttpFault } from '../http/http-request.ts';

export type Reply = HttpAnswer | HttpFault;

export function isAnswer(reply: Reply): reply is HttpAnswer {
  return 'status' in reply;
}
