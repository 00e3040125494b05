/**
 * What the parts of this Graph share: how it was started, and what it holds while it runs.
 */
import type { Certificate } from '../kit/certificate.ts';
import type { Directory } from '../kit/directory.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import type { Authentication } from './authenticate.ts';
import type { Concurrency } from './concurrency.ts';
import type { Drafts } from './drafts.ts';
import type { HostUsers } from './host-users.ts';
import type { MailItems } from './mail-items.ts';
import type { Mailboxes } from './mailboxes.ts';
import type { ExchangeRights } from './exchange-rights.ts';
import type { GraphSettings } from './settings.ts';
import type { SizeLimits } from './size-limits.ts';
import type { Throttles } from './throttles.ts';
import type { UserQueries } from './user-queries.ts';
import type { UploadSessions } from './upload-sessions.ts';

export interface GraphOptions extends Partial<GraphSettings> {
  certificate: Certificate;
  /** 0 takes a free one. */
  port: number;
  directory: Directory;
  signer: TokenSigner;
  now: () => Date;
}

export interface GraphState extends GraphOptions {
  settings: GraphSettings;
  mailboxes: Mailboxes;
  drafts: Drafts;
  /** What both hold, as a person finds it. */
  items: MailItems;
  uploads: UploadSessions;
  sizeLimits: SizeLimits;
  concurrency: Concurrency;
  throttles: Throttles;
  authentication: Authentication;
  hostUsers: HostUsers;
  userQueries: UserQueries;
  rights: ExchangeRights;
  /** Forgets everything but the settings, refused tokens and what administrators have set up. */
  clear(): void;
}
