/**
 * Scripted faults of the mail server: at which step of a session it does what. Data, in the order in which they are tried.
 *
 * It knows nothing of what the server would have answered.
 */

/**
 * `greeting`: a connection was made. `auth`: a sign-in. `mail`, `rcpt`: the commands of the envelope. `data`: the message has begun.
 * `message`: it has ended, with the line that ends it.
 */
export type SmtpStep = 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data' | 'message';

export type SmtpFaultAction =
  /** Replies this; after 421 the connection is closed. At `auth` and `message`, the server has not done what it was asked. */
  | { kind: 'reply'; code: number; text?: string }
  /** Closes the connection without a word; a message that it interrupts is dropped. */
  | { kind: 'cut' }
  /** At `message`: takes it, and closes the connection before it has said so. */
  | { kind: 'take-and-cut' }
  /** At `message`: takes it, and never says so; at every other step it says nothing more. */
  | { kind: 'hang' }
  /** At `message`: takes it, and says so in bytes that are no reply. */
  | { kind: 'garbage' }
  /** Goes on as always, so much later. */
  | { kind: 'wait'; milliseconds: number }
  /** At `greeting`: offers this in no part of the session. */
  | { kind: 'without'; command: 'STARTTLS' | 'AUTH' }
  /** At `auth`, XOAUTH2: 334 with what is wrong in JSON, and 535 once the client has read it, as some servers do. */
  | { kind: 'challenge' };

export interface SmtpFault {
  step: SmtpStep;
  /** At `rcpt`: only this address. */
  recipient?: string;
  /** How often it is applied; default 1. */
  times?: number;
  action: SmtpFaultAction;
}

export interface SmtpFaultScript {
  add(...faults: SmtpFault[]): void;
  clear(): void;
  /** Takes one use of the first that matches. */
  take(step: SmtpStep, recipient?: string): SmtpFaultAction | undefined;
}

export function createSmtpFaultScript(): SmtpFaultScript {
  let faults: { fault: SmtpFault; times: number }[] = [];
  return {
    add(...added) {
      faults.push(...added.map((fault) => ({ fault, times: fault.times ?? 1 })));
    },
    clear() {
      faults = [];
    },
    take(step, recipient) {
      const found = faults.find(
        ({ fault, times }) =>
          times > 0 &&
          fault.step === step &&
          [undefined, recipient?.toLowerCase()].includes(fault.recipient?.toLowerCase()),
      );
      if (found) found.times -= 1;
      return found?.fault.action;
    },
  };
}
