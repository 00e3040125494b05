/**
 * What the parts of this Graph share: how it was started, and what it holds while it runs.
 */
import type { Certificate } from '../kit/certificate.ts';
import type { Directory } from '../kit/directory.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import type { Authentication } from './authenticate.ts';
import type { Concurrency, ConcurrencySettings } from './concurrency.ts';
import type { Mailboxes } from './mailboxes.ts';
import type { Throttles } from './throttles.ts';

export interface GraphOptions extends Partial<ConcurrencySettings> {
  certificate: Certificate;
  /** 0 takes a free one. */
  port: number;
  directory: Directory;
  signer: TokenSigner;
  now: () => Date;
}

export interface GraphState extends GraphOptions {
  settings: ConcurrencySettings;
  mailboxes: Mailboxes;
  concurrency: Concurrency;
  throttles: Throttles;
  authentication: Authentication;
}
