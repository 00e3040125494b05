/** A valid body of `POST /send`, and short ways to parse it and to see why one is refused. */
import type { MessageLimits } from '../../../shared/submission/check-size.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { parseSubmission, type ParsedSubmission } from '../../../shared/submission/parse-submission.ts';
import type { Submission } from '../../../shared/submission/submission.ts';

export const now = new Date('2026-11-01T00:00:00Z');

export const validBody = {
  sender: 'ann@fabrikam.com',
  message: {
    subject: 'Invoice 103042',
    body: { contentType: 'html', content: '<p>Hello</p>' },
    toRecipients: [{ emailAddress: { address: 'ben@northwindtraders.com' } }],
  },
};

/** As Business Central's e-mail module writes it, shared mailbox accounts included. */
export const businessCentralBody = {
  message: {
    from: { emailAddress: { address: 'ann@fabrikam.com', name: 'Ann' } },
    subject: 'Invoice 103042',
    body: { contentType: 'text', content: 'Hello' },
    toRecipients: [
      { emailAddress: { address: 'ben@northwindtraders.com' } },
      { emailAddress: { address: 'mia@contoso.com' } },
    ],
    ccRecipients: [],
    bccRecipients: [],
    attachments: [
      {
        name: 'Invoice.pdf',
        contentType: 'application/pdf',
        isInline: false,
        '@odata.type': '#microsoft.graph.fileAttachment',
        contentBytes: 'JVBERi0=',
      },
    ],
  },
  saveToSentItems: true,
};

/** Parses an object, or text or bytes as they are. */
export function parse(
  body: unknown,
  headers: Record<string, string> = {},
  limits: Partial<MessageLimits> = {},
): ParsedSubmission {
  const raw =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
  return parseSubmission(raw, new Headers({ 'content-type': 'application/json', ...headers }), now, {
    messageMaxBytes: 35 * 1024 * 1024,
    isLargeOffered: false,
    ...limits,
  });
}

/** What a body says, without the options. */
export function submissionOf(body: unknown): Submission {
  return parse(body).submission;
}

/** The error with which a body is refused. */
export function refusal(
  body: unknown,
  headers: Record<string, string> = {},
  limits: Partial<MessageLimits> = {},
): ConnectorError {
  try {
    parse(body, headers, limits);
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
  throw new Error('The body was accepted.');
}

/** The pointers of all faults of a body. */
export function faultsOf(body: unknown, headers: Record<string, string> = {}): string[] {
  return refusal(body, headers).faults.map(({ pointer }) => pointer);
}
