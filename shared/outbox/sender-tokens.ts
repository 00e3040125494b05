/**
 * The contract by which the outbox gets access tokens, without knowing where they come from.
 */
import type { Fence } from '../fence.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { ProviderMessage, ProviderOutcome } from '../providers/provider.ts';
import type { Sender } from '../sender.ts';
import type { HomeAccount } from './message.ts';

export interface SenderToken {
  grant: { sender: Sender } & HomeAccount;
  /** Of the mailbox from which it sends, where a document names that; absent: the person's own. */
  mailboxId?: string;
  accessToken: string;
  /** Whether the person has consented to drafts, as it was sealed with the token. */
  mayMakeDrafts: boolean;
  /** Primary address of the mailbox that the token was proven for. */
  mailbox: string;
  /** Names that are proven with it, in lower case; `from` may be any of them. */
  names: readonly string[];
  /** Names that are sealed with it but lead to nobody, because another organisation has given them to somebody else as well. */
  contested: readonly string[];
  /** When the mailbox was sealed with the token, Exchange had never confirmed it. */
  isMailboxUnclear: boolean;
  /** Hands a message over, once, where it leaves otherwise than by Graph from the person's own mailbox. Never throws a fault of the network. */
  send?: (message: ProviderMessage) => Promise<ProviderOutcome>;
  /** Client ids of the applications that may send from here; absent: every caller of the host tenant. */
  applications?: readonly string[] | undefined;
  /** What the message for which it was read has to be inserted with; one that is up is needed. */
  fence?: Fence;
}

export interface ReadOptions {
  /** Of a message that is looked at again by itself. */
  patience?: 'patient';
  /** Of the message that is inserted with the fence of the token; without it nothing is relied on that was read before. */
  messageId?: string;
}

/** What a message that waits is bound to when it is accepted. */
export interface Binding {
  /** Absent while a name leads to nobody. */
  sender?: Sender;
  /** The account that the sender has connected; absent after a disconnect, and while another account contradicts it. */
  account?: HomeAccount;
  /** Of the mailbox that a document names for it; absent: it leaves by the grant of a person. */
  mailboxId?: string;
  isConnected: boolean;
  /** Why the connection has ended, where that is known more exactly than that it has. */
  problem?: ErrorCode;
  /** What the message for which it was asked has to be inserted with. */
  fence?: Fence;
}

export interface SenderTokens<Token extends SenderToken> {
  /**
   * To whom a reference leads now, with `from` and `messageId` as `read`; asks nobody for a token.
   * @throws ConnectorError `sender_ambiguous`, or as the stores
   */
  bind(hostTenantId: string, reference: string, from?: string, messageId?: string): Promise<Binding>;
  /**
   * Of a sender of this tenant, by object id, UPN or address; `from` is what the message says.
   * @throws ConnectorError `consent_required` and others
   */
  read(hostTenantId: string, reference: string, from?: string, options?: ReadOptions): Promise<Token>;
  /** Of the same mailbox, after Graph refused the token; `claims` from its challenge. @throws ConnectorError as `read` */
  renew(token: Token, claims?: string): Promise<Token>;
  /** After Graph took a message (no `refusal`) or refused one for good; no failure of a dependency comes back. */
  noteMailbox(token: Token, refusal?: { code: ErrorCode; graphCode?: string }): Promise<void>;
  /** After Graph refused the renewed token as well. */
  refuse(token: Token, graphCode?: string): Promise<void>;
}
