/**
 * What the mail server does at each step of a session: as always, or as the script of faults says. It keeps what it takes.
 *
 * A step ends with the package's callback, or, where the server falls silent or cuts the connection, without it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'node:net';
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import type { SmtpFaultAction, SmtpFaultScript, SmtpStep } from './smtp-fault.ts';

export interface TakenMail {
  from: string;
  to: string[];
  /** As it came, without the dots of the protocol; a character for each byte. */
  mime: string;
  user: string;
  isSecure: boolean;
  /** What the client called itself. */
  clientName: string;
  /** Parameters of MAIL FROM, such as SIZE. */
  parameters: Record<string, string | true>;
}

export interface SmtpRecord {
  /** What was taken, whatever became of the answer. */
  mails: TakenMail[];
  /** Sign-ins that were tried: who, and with what. */
  signIns: { method: string; user: string; secret: string }[];
  /** Connections that were made. */
  connections: number;
}

export interface SmtpStepsOptions {
  faults: SmtpFaultScript;
  record: SmtpRecord;
  socketOf: (session: SMTPServerSession) => Socket | undefined;
  /** Whether it is who it says, by password or token. */
  authenticate: (user: string, secret: string) => boolean;
}

type Done = (error?: Error | null) => void;
type Steps = Required<Pick<SMTPServerOptions, 'onConnect' | 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData'>>;

export function createSmtpSteps({ faults, record, socketOf, authenticate }: SmtpStepsOptions): Steps {
  async function end(action: SmtpFaultAction | undefined, session: SMTPServerSession, done: Done): Promise<void> {
    const next = await apply(action, socketOf(session));
    if (next === 'go on') done();
    else if (next !== 'stop') done(next);
  }

  const at = (step: SmtpStep, session: SMTPServerSession, done: Done, recipient?: string) =>
    void end(faults.take(step, recipient), session, done);

  return {
    onConnect(session, done) {
      record.connections += 1;
      const action = faults.take('greeting');
      if (action?.kind === 'without') session.disabledCommands = [action.command];
      void end(action, session, done);
    },
    onAuth({ method, username = '', password, accessToken }, session, done) {
      const secret = accessToken ?? password ?? '';
      record.signIns.push({ method, user: username, secret });
      const action = faults.take('auth');
      if (action?.kind === 'challenge') return done(null, { data: { status: '401', schemes: 'bearer' } });
      void end(action, session, (error) => {
        if (error) return done(error);
        if (authenticate(username, secret)) return done(null, { user: username });
        // As Exchange Online, at once and without a challenge.
        done(refusal(535, '5.7.3 Authentication unsuccessful'));
      });
    },
    onMailFrom: (_address, session, done) => at('mail', session, done),
    onRcptTo: ({ address }, session, done) => at('rcpt', session, done, address),
    onData(stream, session, done) {
      const interruption = faults.take('data');
      // Nothing is read, so that the client has to wait.
      if (interruption?.kind === 'hang') return;
      const socket = socketOf(session);
      const chunks: Buffer[] = [];
      stream.once('data', () => {
        if (interruption?.kind === 'cut') socket?.destroy();
        if (interruption?.kind === 'reply') socket?.write(`${interruption.code} ${interruption.text ?? 'refused'}\r\n`);
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        if (interruption) return;
        const action = faults.take('message');
        if (action?.kind !== 'reply' && action?.kind !== 'cut')
          record.mails.push(describe(session, Buffer.concat(chunks)));
        void end(action, session, done);
      });
    },
  };
}

/** The refusal, whether the step goes on, or whether nothing more is said. */
async function apply(
  action: SmtpFaultAction | undefined,
  socket: Socket | undefined,
): Promise<Error | 'go on' | 'stop'> {
  switch (action?.kind) {
    case 'reply':
      return refusal(action.code, action.text);
    case 'cut':
    case 'take-and-cut':
      socket?.destroy();
      return 'stop';
    case 'garbage':
      socket?.end('\u0001 no reply at all\r\n');
      return 'stop';
    case 'hang':
      return 'stop';
    case 'wait':
      await sleep(action.milliseconds);
      return 'go on';
    default:
      return 'go on';
  }
}

function refusal(responseCode: number, text = 'refused'): Error {
  return Object.assign(new Error(text), { responseCode });
}

function describe({ envelope, user, secure, hostNameAppearsAs }: SMTPServerSession, mime: Buffer): TakenMail {
  const { mailFrom, rcptTo } = envelope;
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    mime: mime.toString('latin1'),
    user: String(user),
    isSecure: secure,
    clientName: hostNameAppearsAs,
    parameters: (mailFrom && mailFrom.args) || {},
  };
}
