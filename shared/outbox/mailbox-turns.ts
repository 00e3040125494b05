/**
 * Lets only a few sends of one mailbox run at once in this process, because Exchange refuses more.
 *
 * The others wait their turn for a bounded time, before anything of theirs is stored. Mailboxes do not wait for each other,
 * and neither do processes.
 */
import { ConnectorError } from '../errors.ts';
import { MAILBOX_CONCURRENCY_MAX, MAILBOX_WAITING_MAX, TURN_LONG_MILLISECONDS } from '../limits.ts';
import { formatSender, type Sender } from '../sender.ts';
import { createTurns, type Turns } from '../turns.ts';

/** @throws ConnectorError `too_many_requests` when the turn does not come in time; `run` is then never called. */
export type TakeTurn = <Result>(
  sender: Sender,
  waitSeconds: number,
  run: (hasWaitedLong: boolean) => Promise<Result>,
) => Promise<Result>;

export function createMailboxTurns(): TakeTurn {
  const mailboxes = new Map<string, { turns: Turns; users: number }>();

  return async (sender, waitSeconds, run) => {
    const key = formatSender(sender);
    const mailbox = mailboxes.get(key) ?? { turns: createTurns(MAILBOX_CONCURRENCY_MAX), users: 0 };
    if (mailbox.users >= MAILBOX_CONCURRENCY_MAX + MAILBOX_WAITING_MAX) throw tooMany();
    mailboxes.set(key, mailbox);
    mailbox.users += 1;
    let begin = () => {};
    const askedAt = performance.now();
    try {
      await new Promise<void>((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined;
        let hasBegun = false;
        begin = () => {
          hasBegun = true;
          clearTimeout(timer);
          resolve();
        };
        mailbox.turns.enter(begin);
        if (!hasBegun) timer = setTimeout(() => reject(tooMany()), waitSeconds * 1000);
      });
      return await run(performance.now() - askedAt >= TURN_LONG_MILLISECONDS);
    } finally {
      mailbox.turns.leave(begin);
      mailbox.users -= 1;
      if (mailbox.users === 0) mailboxes.delete(key);
    }
  };
}

function tooMany(): ConnectorError {
  return new ConnectorError('too_many_requests', { retryAfterSeconds: 5 });
}
