/**
 * A fence: a row beside the messages that stands until somebody is about to write the sender's grant.
 *
 * A process raises one in a transaction that writes a message, and reads the grant again afterwards. Later messages may then rely on that
 * reading: they are written in transactions that need the fence. Whoever writes a grant forbids fences on it and takes all of them down
 * before the write. So either the reading has seen that, or the fence is gone and the message is not written. Each row has the id of the message that
 * raised it, so nobody else can raise it again. This file holds no row.
 */
import type { Sender } from './sender.ts';

export interface Fence {
  sender: Sender;
  /** Of the message that raises it. Only messages in the partition of that one can need it. */
  id: string;
  /** It stands, and what was read relies on it; otherwise nothing does, and the transaction may raise it. */
  isUp: boolean;
  /** Called once the transaction is through, or has found the fence gone. */
  settle(isStanding: boolean): void;
}

/** A message was not written, because the fence that it needed is gone: the grant has to be read again. */
export class FenceFell extends Error {
  override readonly name = 'FenceFell';
}
