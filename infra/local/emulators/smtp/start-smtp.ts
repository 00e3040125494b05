/**
 * A mail server for submission (RFC 6409): STARTTLS or TLS, sign-in with password or XOAUTH2, and a record of what it really took.
 *
 * The protocol is that of the package `smtp-server`; what it does at each step is in smtp-steps.ts. It delivers nothing, and listens on
 * 127.0.0.1 alone.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Certificate } from '../kit/certificate.ts';
import { createSmtpFaultScript, type SmtpFaultScript } from './smtp-fault.ts';
import { createSmtpSteps, type SmtpRecord, type SmtpStepsOptions } from './smtp-steps.ts';

export interface Smtp extends SmtpRecord {
  host: string;
  port: number;
  /** Sessions that ended with QUIT. */
  goodbyes: number;
  faults: SmtpFaultScript;
  close(): Promise<void>;
}

export interface SmtpOptions extends Pick<SmtpStepsOptions, 'authenticate'> {
  certificate: Certificate;
  /** 0 takes a free one. */
  port: number;
  security?: 'starttls' | 'tls';
  /** Exchange Online takes 150 MB. */
  sizeMax?: number;
  /** Whether commands may come together (RFC 2920). */
  isPipelining?: boolean;
}

const ignore = () => undefined;
const silent = {
  level: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
};

/** `close` ends every connection. */
export async function startSmtp(options: SmtpOptions): Promise<Smtp> {
  const { certificate, security = 'starttls', sizeMax = 157_286_400, isPipelining = true, authenticate } = options;
  const faults = createSmtpFaultScript();
  const record = { mails: [], signIns: [], connections: 0, goodbyes: 0 };
  const countGoodbyes = (_entry: unknown, ...words: unknown[]) => {
    if (/^221\b/.test(String(words.at(-1)))) record.goodbyes += 1;
  };
  const server: SMTPServer = new SMTPServer({
    secure: security === 'tls',
    key: certificate.privateKey,
    cert: certificate.certificate,
    name: 'smtp.fabrikam.com',
    size: sizeMax,
    authMethods: ['LOGIN', 'PLAIN', 'XOAUTH2'],
    // Codes of refusals are those of the script, so the server adds none.
    hideENHANCEDSTATUSCODES: true,
    hideDSN: false,
    hidePIPELINING: !isPipelining,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: { ...silent, debug: countGoodbyes },
    ...createSmtpSteps({
      faults,
      record,
      authenticate,
      socketOf: (session) => [...server.connections].find(({ id }) => id === session.id)?._socket,
    }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  // A client that goes away in the middle is not the emulator's fault.
  server.on('error', ignore);
  const { port } = server.server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  return Object.assign(record, { host: 'localhost', port, faults, close });
}
