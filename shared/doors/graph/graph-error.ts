/**
 * The body of every answer of Graph's door that is not success, in the shape of Microsoft Graph.
 *
 * Clients show `message` and little else, so it says all there is: what is wrong, what to do, and where the sender connects. It knows
 * no status and sets no header.
 */
import { describeFaults } from '../../describe-faults.ts';
import type { ConnectorError } from '../../errors.ts';
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import type { ProblemExtra } from '../../problem-document.ts';
import { graphCodeOf } from './graph-codes.ts';

export interface GraphError {
  error: {
    code: string;
    message: string;
    innerError: { date: string; 'request-id': string; 'client-request-id': string };
  };
}

export interface GraphErrorContext {
  requestId: string;
  /** Absent where the client gave none; then Graph repeats its own. */
  clientRequestId: string | undefined;
  at: Date;
  /** Addresses that the sentence speaks of. */
  extra: ProblemExtra;
}

/** Where the sentence of the code speaks of what is different here. */
const sentences: Readonly<Partial<Record<ErrorCode, string>>> = Object.freeze({
  invalid_request: 'Correct the request and send it again.',
  unsupported_media_type:
    'Send the body as application/json in UTF-8, or a message in MIME as text/plain, in base64, without Content-Encoding.',
});

export function buildGraphError(
  error: ConnectorError,
  { requestId, clientRequestId = requestId, at, extra }: GraphErrorContext,
): GraphError {
  return {
    error: {
      code: graphCodeOf(error),
      message: [describe(error), ...Object.entries(extra).map(([name, value]) => `${name}: ${value}`)].join(' '),
      // As Graph writes it: UTC without saying so.
      innerError: {
        date: at.toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}

function describe({ code, detail, faults }: ConnectorError): string {
  if (detail !== undefined) return detail;
  const sentence = sentences[code] ?? outcomes[code].detail;
  return faults.length > 0 ? `${describeFaults(faults)} ${sentence}` : sentence;
}
