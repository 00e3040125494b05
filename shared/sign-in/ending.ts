/**
 * How a sign-in ended that was refused: what its page shows, so that the page can be loaded again without code and state.
 *
 * It is in a cookie of the browser, sealed under the browser's secret and the pepper as that of one tab (purpose `ending`), so it
 * opens in this browser, for this tab, for half an hour. Nothing is stored, and opening it changes nothing.
 *
 * Content: JSON of `version` 1, the ending and `expiresAt` in milliseconds since the epoch; the envelope in base64url.
 */
import { randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import { ENDING_MAX_CHARACTERS, TRANSACTION_LIFETIME_SECONDS } from '../limits.ts';
import type { ErrorCode } from '../outcomes.ts';
import { addressOfEnding } from '../storage-addresses.ts';
import type { Vault } from '../vault/vault.ts';
import { openForBrowser, sealForBrowser } from './browser-record.ts';
import { readBrowserSecret } from './browser-secret.ts';
import type { RefusedLeg } from './leg.ts';

const VERSION = 1;

/** What is known of the accounts depends on how far the sign-in came. */
export interface Ending {
  code: ErrorCode;
  upstreamCode?: string | undefined;
  /** By which the operator finds the log line of the refusal. */
  requestId: string;
  hostTenantId?: string | undefined;
  clientId?: string | undefined;
  homeTenantId?: string | undefined;
  /** Who signed in at the host tenant. */
  displayAddress?: string | undefined;
  /** Who signed in at the home tenant, where that is somebody else. */
  signedInAs?: string | undefined;
  /** Starts the home leg, again or after a confirmation. */
  handle?: string | undefined;
  /** Opens the session of whoever signed in at the host tenant. */
  sessionHandle?: string | undefined;
}

export interface SealedEnding {
  /** Names the tab: eight hex digits, which open nothing. */
  tab: string;
  text: string;
}

export interface Endings {
  /** @throws ConnectorError `sign_in_invalid` for what no cookie can hold, `browser_mismatch` */
  seal(browserSecret: string | undefined, ending: Ending): Promise<SealedEnding>;
  /** @throws ConnectorError `request_expired` (too old, of another release), `browser_mismatch` (not this browser's, or another tab's) */
  open(sealed: SealedEnding, browserSecret: string | undefined): Promise<Ending>;
}

export interface EndingsDependencies {
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser'>;
  now: () => Date;
}

export function buildEnding(leg: RefusedLeg, requestId: string): Ending {
  const { error, identity, hostTenantId, clientId, signedInAs, handle, sessionHandle } = leg;
  const { homeTenantId, displayAddress } = identity ?? {};
  const { code, upstreamCode } = error;
  const accounts = { homeTenantId, displayAddress, signedInAs };
  return { code, upstreamCode, requestId, hostTenantId, clientId, ...accounts, handle, sessionHandle };
}

export function createEndings({ vault, now }: EndingsDependencies): Endings {
  return {
    async seal(browserSecret, ending) {
      const tab = randomBytes(4).toString('hex');
      const expiresAt = now().getTime() + TRANSACTION_LIFETIME_SECONDS * 1000;
      const record = { version: VERSION, expiresAt, content: ending };
      const sealed = await sealForBrowser({ vault }, readBrowserSecret(browserSecret), addressOfEnding(tab), record);
      const text = Buffer.from(sealed).toString('base64url');
      if (text.length > ENDING_MAX_CHARACTERS)
        throw new ConnectorError('sign_in_invalid', { cause: new Error('The names of the accounts are too long.') });
      return { tab, text };
    },
    open: async ({ tab, text }, browserSecret) =>
      openForBrowser<Ending>({ vault, now }, readBrowserSecret(browserSecret), addressOfEnding(tab), {
        version: VERSION,
        sealed: Buffer.from(text, 'base64url'),
      }),
  };
}
