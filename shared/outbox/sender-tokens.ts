/**
 * The contract by which the outbox gets access tokens, without knowing where they come from.
 */
import type { ErrorCode } from '../outcomes.ts';
import type { Sender } from '../sender.ts';

export interface SenderToken {
  grant: { sender: Sender };
  accessToken: string;
  /** Primary address of the mailbox that the token was proven for. */
  mailbox: string;
  /** Names that are proven with it, in lower case; `from` may be any of them. */
  names: readonly string[];
  /** Names that are sealed with it but lead to nobody, because another organisation has given them to somebody else as well. */
  contested: readonly string[];
  /** When the mailbox was sealed with the token, Exchange had never confirmed it. */
  isMailboxUnclear: boolean;
}

export interface SenderTokens<Token extends SenderToken> {
  /**
   * Of a sender of this tenant, by object id, UPN or address; `from` is what the message says.
   * @throws ConnectorError `consent_required` and others
   */
  read(hostTenantId: string, reference: string, from?: string): Promise<Token>;
  /** Of the same mailbox, after Graph refused the token; `claims` from its challenge. @throws ConnectorError as `read` */
  renew(token: Token, claims?: string): Promise<Token>;
  /** After Graph took a message (no `refusal`) or refused one for good; no failure of a dependency comes back. */
  noteMailbox(token: Token, refusal?: { code: ErrorCode; graphCode?: string }): Promise<void>;
  /** After Graph refused the renewed token as well. */
  refuse(token: Token, graphCode?: string): Promise<void>;
}
