/**
 * Provider `smtp`: hands a message to a mail server by SMTP (RFC 5321, RFC 6409), over TLS and signed in, on a connection of its own.
 * It keeps neither connections nor credentials. Loaded with the first message for such a mailbox.
 */
import { ConnectorError } from '../../errors.ts';
import { writeOutgoingMail } from '../outgoing-mail.ts';
import type { IsOwnSecret } from '../own-secrets.ts';
import type { Provider, ProviderFinding, ProviderMailbox } from '../provider.ts';
import { createConnectSocket, type ConnectSocketOptions } from './connect-socket.ts';
import { exchangeScopeOf } from './exchange-scope.ts';
import { judgeSession } from './judge-session.ts';
import { runSession, type SmtpSession, type SmtpSessionResult, type SmtpTimeLimits } from './run-session.ts';
import type { SmtpDocument } from './smtp-document.ts';

export interface SmtpProviderDependencies extends ConnectSocketOptions {
  /** Of Key Vault. @throws ConnectorError */
  readSecret: (name: string) => Promise<string>;
  /** Of the app itself, in a home tenant; another one than `refused`. @throws ConnectorError */
  readToken: (asked: { homeTenantId: string; scope: string; refused?: string }) => Promise<string>;
  /** Which secrets go to no mail server. @throws ConnectorError */
  readOwnSecrets: () => Promise<IsOwnSecret>;
  /** Host name by which this connector is known outside (RFC 5321 section 4.1.1.1). */
  clientName: string;
  now: () => Date;
  limits?: SmtpTimeLimits;
  /** Node's own, such as `ca`. */
  tls?: SmtpSession['tls'];
}

type Asked = Omit<ProviderMailbox<SmtpDocument>, 'address'>;

export function createSmtpProvider(dependencies: SmtpProviderDependencies): Provider<SmtpDocument> {
  const { readSecret, readToken, readOwnSecrets, clientName, now, limits, tls } = dependencies;
  const connect = createConnectSocket(dependencies);

  async function openCredential({ document }: Asked, refused?: string): Promise<string> {
    const { host, credential, homeTenantId } = document;
    if (credential.kind === 'xoauth2') {
      const scope = exchangeScopeOf(host);
      if (scope === undefined || homeTenantId === undefined) throw unusable('No token is for that mail server.');
      return readToken({ homeTenantId, scope, ...(refused !== undefined && { refused }) });
    }
    const isOwn = await readOwnSecrets();
    if (isOwn(credential.secretName)) throw unusable('The password is a secret of the connector itself.');
    const password = await readSecret(credential.secretName);
    if (password === refused) throw unusable('The mail server refused the password.');
    return password;
  }

  async function run(
    { document }: Asked,
    secret: string,
    asked: Pick<SmtpSession, 'user'> & Partial<Pick<SmtpSession, 'mail' | 'id'>>,
  ): Promise<SmtpSessionResult> {
    const { host, port, security, credential } = document;
    const socket = await connect(host, port).catch((error: NodeJS.ErrnoException) => ({ failure: error }));
    if ('failure' in socket) return { failure: socket.failure, rejected: [], isHandedOver: false };
    const target = { socket, host, security, clientName, method: credential.kind, secret };
    return runSession({ ...target, ...asked, ...(limits && { limits }), ...(tls && { tls }) });
  }

  return {
    unauthorizedCode: 'mail_server_unusable',
    open: (mailbox, { refused } = {}) => openCredential(mailbox, refused),
    async send(mailbox, secret, message) {
      const { address, document } = mailbox;
      const mail = await writeOutgoingMail(message, { address, date: now() });
      const user = document.credential.user ?? address;
      return judgeSession(await run(mailbox, secret, { user, mail, id: message.id }));
    },
    async probe(mailbox, secret) {
      const { failure } = await run(mailbox, secret, { user: mailbox.document.credential.user ?? mailbox.address });
      const outcome = failure && judgeSession({ failure, rejected: [], isHandedOver: false });
      if (outcome) throw new ConnectorError(outcome.kind === 'refused' ? outcome.code : 'mail_server_unusable');
    },
    async check(source) {
      const { credential, mailboxes } = source.document;
      const secret = await openCredential(source);
      const user = credential.user ?? mailboxes[0]?.address ?? '';
      const { failure } = await run(source, secret, { user });
      return describe(failure && judgeSession({ failure, rejected: [], isHandedOver: false }));
    },
  };
}

function unusable(reason: string): ConnectorError {
  return new ConnectorError('mail_server_unusable', { cause: new Error(reason) });
}

/** Fixed sentences. */
function describe(outcome: ReturnType<typeof judgeSession> | undefined): ProviderFinding {
  if (!outcome) return { ok: true, detail: 'The mail server took the sign-in.', who: 'nobody' };
  const isUnavailable = outcome.kind === 'refused' && outcome.code === 'mail_server_unavailable';
  if (isUnavailable) return { ok: false, detail: 'The mail server does not answer, or not now.', who: 'operator' };
  return outcome.kind === 'unauthorized'
    ? { ok: false, detail: 'The mail server refused the sign-in.', who: 'operator' }
    : { ok: false, detail: 'The mail server cannot be used as the document says.', who: 'operator' };
}
