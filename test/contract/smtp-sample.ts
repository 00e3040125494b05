/** A mail server with scripted faults, and the provider that hands mail to it. */
import { createCertificateAuthority, issueCertificate } from '../../infra/local/emulators/kit/certificate-authority.ts';
import type { SmtpFault, SmtpStep } from '../../infra/local/emulators/smtp/smtp-fault.ts';
import { startSmtp, type SmtpOptions } from '../../infra/local/emulators/smtp/start-smtp.ts';
import type { SmtpDocument } from '../../shared/providers/smtp/smtp-document.ts';
import { createSmtpProvider, type SmtpProviderDependencies } from '../../shared/providers/smtp/smtp-provider.ts';

const authority = createCertificateAuthority(new Date());

export const address = 'billing@fabrikam.com';
export const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const id = '0123456789abcdef0123456789abcdef';
const credentials = {
  password: { kind: 'password', user: address, secretName: 'smtp-password' },
  xoauth2: { kind: 'xoauth2' },
} as const;

export async function createSmtpSample(
  server: Partial<SmtpOptions> = {},
  dependencies: Partial<SmtpProviderDependencies> = {},
) {
  const smtp = await startSmtp({
    certificate: issueCertificate(authority, new Date()),
    port: 0,
    authenticate: (_user, secret) => secret === 'right',
    ...server,
  });
  const tokens: { homeTenantId: string; scope: string; refused?: string }[] = [];
  const provider = createSmtpProvider({
    readSecret: async () => 'right',
    readToken: async (asked) => (tokens.push(asked), asked.refused === undefined ? 'old' : 'right'),
    readOwnSecrets: async () => (name) => ['token-pepper', 'client-secret'].includes(name.toLowerCase()),
    clientName: 'guestmail.contoso.com',
    now: () => new Date('2026-11-30T06:00:00Z'),
    isLoopbackAllowed: true,
    tls: { ca: authority.certificate },
    limits: { idleMilliseconds: 1_000, totalMilliseconds: 10_000 },
    ...dependencies,
  });

  function mailbox(changes: Partial<SmtpDocument> = {}, kind: keyof typeof credentials = 'password') {
    const document: SmtpDocument = {
      provider: 'smtp',
      host: 'localhost',
      port: smtp.port,
      security: server.security ?? 'starttls',
      credential: credentials[kind],
      ...(kind === 'xoauth2' && { homeTenantId }),
      mailboxes: [{ address }],
      ...changes,
    };
    return { hostTenantId, name: 'billing', document, address };
  }

  return {
    smtp,
    provider,
    tokens,
    mailbox,
    /** Once, after these faults. */
    async send(
      faults: SmtpFault[] = [],
      asked: {
        mailbox?: ReturnType<typeof mailbox>;
        secret?: string;
        body?: string;
        mime?: string;
        recipients?: string[];
      } = {},
    ) {
      smtp.faults.clear();
      smtp.faults.add(...faults);
      smtp.mails.length = 0;
      const { mailbox: from = mailbox(), secret = 'right', body = say(), ...more } = asked;
      return provider.send(from, secret, { id, body, ...more });
    },
  };
}

const to = (...names: string[]) => names.map((name) => ({ emailAddress: { address: `${name}@contoso.com` } }));

/** To Mia, in copy to Nils, and to Ida unseen by them. */
export function say(changes: object = {}): string {
  const recipients = { toRecipients: to('mia'), ccRecipients: to('nils'), bccRecipients: to('ida') };
  return JSON.stringify({
    message: { subject: 'Rechnung', body: { contentType: 'Text', content: 'Hallo' }, ...recipients, ...changes },
  });
}

/** More than what the sockets of both sides hold. */
export const largeMime = Buffer.from(`Subject: Rechnung\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(90_000)}`).toString(
  'base64',
);

export const reply = (step: SmtpStep, code: number, text: string, recipient?: string): SmtpFault => ({
  step,
  times: 9,
  ...(recipient !== undefined && { recipient: `${recipient}@contoso.com` }),
  action: { kind: 'reply', code, text },
});
export const without = (command: 'STARTTLS' | 'AUTH'): SmtpFault => ({
  step: 'greeting',
  action: { kind: 'without', command },
});
export const fault = (step: SmtpStep, kind: 'cut' | 'hang' | 'take-and-cut' | 'garbage' | 'challenge'): SmtpFault => ({
  step,
  action: { kind },
});
