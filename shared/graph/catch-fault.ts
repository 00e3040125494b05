/**
 * Turns the fault of a request without an answer into a value, so that it is judged beside answers.
 */
import { HttpFault, type HttpAnswer } from '../http/http-request.ts';
import type { Reply } from './reply.ts';

/** @throws what is no fault of the network */
export async function catchFault(asking: Promise<HttpAnswer>): Promise<Reply> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof HttpFault) return error;
    throw error;
  }
}
