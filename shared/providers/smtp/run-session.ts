/**
 * One session with a mail server, over a socket that is connected: TLS, sign-in, and one message or none; then QUIT.
 *
 * It never goes on without TLS or without a sign-in, and repeats nothing. The client's errors do not say how far a message came, so this
 * says it: until the last byte was read of the message, the line that ends it cannot have been written, and the server must drop what it
 * has (RFC 5321 section 4.1.1.4). It judges no answer. The client is used without its transport, which closes connections without QUIT
 * (section 4.1.1.10), sends without a sign-in where the server offers none, and asks nobody for another token after a plain 535.
 */
import { isIP, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMail } from '../outgoing-mail.ts';
import {
  SMTP_CHUNK_BYTES,
  SMTP_CONNECT_MILLISECONDS,
  SMTP_IDLE_MILLISECONDS,
  SMTP_QUIT_MILLISECONDS,
  SMTP_REPLY_MAX_BYTES,
  SMTP_TOTAL_MILLISECONDS,
} from './smtp-limits.ts';

/** What the client says went wrong; the texts are the server's, and not to be passed on. */
export interface SmtpFailure {
  code?: string | undefined;
  /** The system's code beneath it. */
  originalCode?: string | undefined;
  /** Of the reply; false where there was none. */
  responseCode?: number | false | undefined;
  response?: string | false | undefined;
  /** What it answered. */
  command?: string | undefined;
  recipient?: string | undefined;
  rejectedErrors?: readonly SmtpFailure[] | undefined;
}

export interface SmtpSessionResult {
  failure?: SmtpFailure;
  /** Of recipients that were refused while others were not. */
  rejected: readonly SmtpFailure[];
  /** The end of the message may be on the way, or there. */
  isHandedOver: boolean;
}

export interface SmtpSession {
  socket: Socket;
  host: string;
  security: 'tls' | 'starttls';
  /** Who we say that we are. */
  clientName: string;
  method: 'xoauth2' | 'password';
  user: string;
  /** The token, or the password. */
  secret: string;
  /** Absent: nothing is sent. */
  mail?: OutgoingMail;
  /** For the envelope: ENVID of notifications. */
  id?: string;
  limits?: SmtpTimeLimits;
  /** Node's own, such as `ca`. */
  tls?: ConnectionOptions;
}

export interface SmtpTimeLimits {
  idleMilliseconds: number;
  totalMilliseconds: number;
}

const defaultLimits: SmtpTimeLimits = {
  idleMilliseconds: SMTP_IDLE_MILLISECONDS,
  totalMilliseconds: SMTP_TOTAL_MILLISECONDS,
};

/** Rejects for a bug alone. */
export function runSession(session: SmtpSession): Promise<SmtpSessionResult> {
  const { mail, limits = defaultLimits } = session;
  const smtp = createClient(session, limits);
  let isHandedOver = false;
  let stream: Readable | undefined;
  return new Promise((resolve) => {
    let isOver = false;
    const end = (failure?: SmtpFailure | null, rejected: readonly SmtpFailure[] = []) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      // In the middle of a message, and after silence, there is nothing to say.
      const isTalking = !(stream && !isHandedOver) && failure?.code !== 'ETIMEDOUT';
      if (isTalking) quit(smtp);
      else smtp.close();
      stream?.destroy();
      resolve({ ...(failure && { failure }), rejected, isHandedOver });
    };
    const timer = setTimeout(() => end({ code: 'ETIMEDOUT' }), limits.totalMilliseconds);
    smtp.on('error', (error: SmtpFailure) => end(error));
    // Before it tells of a 421, it ends.
    smtp.once('end', () => setImmediate(() => end({ code: 'ECONNECTION' })));
    smtp.connect((error) => {
      if (error) return end(error);
      if (!smtp.secure) return end({ code: 'ETLS' });
      if (!smtp.allowsAuth) return end({ code: 'ENOAUTH' });
      smtp.login(buildAuth(session), (refused) => {
        if (refused || !mail) return end(refused);
        stream = Readable.from(cut(mail.mime), { objectMode: false });
        stream.once('end', () => (isHandedOver = true));
        smtp.send(buildEnvelope(mail, session.id), stream, (failure, info) => end(failure, info?.rejectedErrors));
      });
    });
  });
}

function createClient(
  { socket, host, security, clientName, tls }: SmtpSession,
  limits: SmtpTimeLimits,
): SMTPConnection {
  return new SMTPConnection({
    connection: socket,
    host,
    name: clientName,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    tls: { ...tls, minVersion: 'TLSv1.2', ...(isIP(host) === 0 && { servername: host }) },
    connectionTimeout: 2 * SMTP_CONNECT_MILLISECONDS,
    greetingTimeout: SMTP_CONNECT_MILLISECONDS,
    socketTimeout: limits.idleMilliseconds,
    socketCloseTimeout: SMTP_QUIT_MILLISECONDS,
    maxResponseSize: SMTP_REPLY_MAX_BYTES,
  });
}

function buildAuth({ method, user, secret }: SmtpSession): Parameters<SMTPConnection['login']>[0] {
  if (method === 'password') return { user, credentials: { user, pass: secret } };
  const oauth2 = {
    /** A second one for the same session there is not: whoever asked gets another one, and asks again. */
    getToken: (isRenewal: boolean, done: (error: Error | null, token?: string) => void) =>
      isRenewal ? done(Object.assign(new Error('The token was refused.'), { responseCode: 535 })) : done(null, secret),
    buildXOAuth2Token: (token: string) =>
      Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64'),
  };
  type Auth = NonNullable<Parameters<SMTPConnection['login']>[0]>;
  return { user, method: 'XOAUTH2', oauth2: oauth2 as unknown as NonNullable<Auth['oauth2']> };
}

function buildEnvelope({ from, to, mime, is8Bit, wantsReceipt }: OutgoingMail, id: string | undefined) {
  const dsn = { ret: 'HDRS', ...(id !== undefined && { envid: id }), notify: ['SUCCESS', 'FAILURE', 'DELAY'] };
  return { from, to: [...to], size: mime.length, use8BitMime: is8Bit, ...(wantsReceipt && { dsn }) };
}

function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SMTP_CHUNK_BYTES) yield bytes.subarray(at, at + SMTP_CHUNK_BYTES);
}

/** Nobody waits for the answer. */
function quit(smtp: SMTPConnection): void {
  smtp.quit();
  setTimeout(() => smtp.close(), SMTP_QUIT_MILLISECONDS).unref();
}
