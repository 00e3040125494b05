/**
 * A connection that may be used, or why it may not. Pure.
 */
import { ConnectorError } from '../errors.ts';
import type { FoundSender } from './find-sender.ts';
import type { Grant, SealedTokens, Versioned } from './grant.ts';
import { isSuspended } from './home-account.ts';

export interface Connected {
  grant: Versioned<Grant>;
  tokens: Versioned<SealedTokens>;
}

/** @throws ConnectorError `consent_required`, `identity_changed` */
export function requireConnected({ grant, tokens }: Pick<FoundSender, 'grant' | 'tokens'>): Connected {
  if (grant && isSuspended(grant)) throw new ConnectorError('identity_changed');
  if (grant?.status !== 'connected' || !tokens) throw new ConnectorError('consent_required');
  return { grant, tokens };
}
