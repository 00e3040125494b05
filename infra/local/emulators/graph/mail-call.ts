/**
 * What every call to a mailbox is about.
 */
import type { EmulatedRequest } from '../kit/emulator.ts';
import type { Account } from './authenticate.ts';

export interface MailCall {
  account: Account;
  request: EmulatedRequest;
  requestId: string;
}

export const READ_SCOPES = ['Mail.Read', 'Mail.ReadWrite', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared'];
export const WRITE_SCOPES = ['Mail.ReadWrite', 'Mail.ReadWrite.Shared'];
