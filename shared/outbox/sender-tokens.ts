/**
 * How mail gets a token without knowing where it comes from.
 */
import type { Sender } from '../sender.ts';

export interface SenderToken {
  grant: { sender: Sender; mailbox: string };
  accessToken: string;
}

export interface SenderTokens<Token extends SenderToken> {
  /** By object id, UPN or connected address. @throws ConnectorError `consent_required` and others; nothing was sent. */
  read(hostTenantId: string, reference: string): Promise<Token>;
  /** After Graph refused the token; `claims` from its challenge. */
  renew(token: Token, claims?: string): Promise<Token>;
  /** After Graph refused the renewed token as well. */
  refuse(token: Token, graphCode?: string): Promise<void>;
}
