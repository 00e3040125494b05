/**
 * The contract of a provider: how one message is handed to the service that sends it, and what is certain afterwards.
 *
 * Two steps, because a failure before a message is marked as `sending` is never ambiguous: `open` gets what the service wants to see (a
 * token, a password), `send` hands the message over, once. A provider repeats no send, writes no row, keeps no message, logs nothing, and
 * puts no address, credential or text of the message into an error. Which provider a mailbox uses is a document (mailbox-document.ts);
 * without one, a message goes by the person's own grant, which is not a provider of this room.
 */
import type { Identified, Refused, Unauthorized } from '../graph/judge-refusal.ts';
import type { ErrorCode, Who } from '../outcomes.ts';

/** A recipient that the service refused while it took the message for others, or all of them; stored nowhere. */
export interface RefusedRecipient {
  address: string;
  /** The three digits of its reply to RCPT TO (RFC 5321 section 4.2); absent where the service has none. */
  smtpCode?: number;
}

/**
 * `sent`: the service has said that it took the message. `unauthorized`: it refused the credential before it looked at the message, so
 * that one more try with a new one is safe. `refused`: for certain nothing was sent; `code` says who must act. `unknown`: it may have been
 * sent, and is never tried again by itself. Whatever is not certain is `unknown`.
 */
export type ProviderOutcome =
  | ({ kind: 'sent'; recipients?: readonly RefusedRecipient[] } & Identified)
  | Unauthorized
  | (Omit<Refused, 'reason'> & { recipients?: readonly RefusedRecipient[] })
  /** `reason` is a fixed word or what ended the connection. `retryAfterSeconds`: how long to leave the mailbox alone. */
  | ({ kind: 'unknown'; graphCode?: string; reason: string; retryAfterSeconds?: number } & Identified);

/** What is sent, as the outbox keeps it. */
export interface ProviderMessage {
  /** Of the message, 32 hex digits: the same for every attempt. */
  id: string;
  /** JSON of Graph's sendMail: `{ message, saveToSentItems? }`. With `mime` it says for whom that is: every recipient, blind ones as well. */
  body: string;
  /** A MIME message in base64, sent in place of `body`, byte by byte. */
  mime?: string | undefined;
  /** To whom alone it goes, of its recipients, in lower case: the others have it already, or never will. Absent: to all. */
  recipients?: readonly string[] | undefined;
  /** The address in `from` of the message, where it says one: one of the mailbox. */
  from?: string | undefined;
  /** W3C Trace Context. */
  traceparent?: string | undefined;
}

/** A mailbox that a document names, as a provider is asked to send from it. */
export interface ProviderMailbox<Document extends { provider: string }> {
  /** GUID in lower case: whose ERP the document is for. */
  hostTenantId: string;
  /** Name of the document. */
  name: string;
  document: Document;
  /** In lower case; `from` of every message that leaves here. */
  address: string;
}

export interface OpenOptions {
  /** What the service refused: get another one, whatever is kept. */
  refused?: string;
  /** JSON of Graph's claims challenge. */
  claims?: string;
}

/** What a readiness check found; a fixed sentence without address, host name, secret or token. */
export interface ProviderFinding {
  ok: boolean;
  detail: string;
  who: Who;
}

export interface Provider<Document extends { provider: string }> {
  /** What it means that the service refused two credentials one after the other; absent: `mailbox_not_allowed`. */
  unauthorizedCode?: ErrorCode;
  /**
   * What `send` shows to the service; '' where it wants to see nothing. May be kept for its lifetime, by whatever it belongs to, with a
   * bound on how many. @throws ConnectorError, and then nothing was sent; its disposition says whether the message waits.
   */
  open(mailbox: ProviderMailbox<Document>, options?: OpenOptions): Promise<string>;
  /** Hands the message over once, and never again by itself. Throws nothing that a network or service does. */
  send(mailbox: ProviderMailbox<Document>, credential: string, message: ProviderMessage): Promise<ProviderOutcome>;
  /**
   * Asks for one mailbox by something that can send nothing; absent where nothing but a message shows more than `open`.
   * @throws ConnectorError as a message would be refused, or for an outage
   */
  probe?(mailbox: ProviderMailbox<Document>, credential: string): Promise<void>;
  /** Tries everything of a document that can be tried without sending. @throws ConnectorError for an outage */
  check(source: Omit<ProviderMailbox<Document>, 'address'>): Promise<ProviderFinding>;
}
