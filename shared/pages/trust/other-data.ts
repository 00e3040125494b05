/**
 * What is held outside the connector's own tables: in the reader's browser, in Azure's log, in Key Vault, and in passing. In English.
 */
import { CONTENT_KEPT_DAYS } from '../../content-limits.ts';
import { ADMINISTRATOR_SESSION_SECONDS } from '../../console-limits.ts';
import {
  ENDINGS_MAX,
  FAREWELL_LIFETIME_SECONDS,
  LANGUAGE_COOKIE_DAYS,
  TRANSACTION_LIFETIME_SECONDS,
} from '../../limits.ts';

/** Of logs, unless the operator chose another (GUESTMAIL_LOG_RETENTION_DAYS). */
export const LOG_RETENTION_DEFAULT_DAYS = 30;
/** For which Azure keeps a deleted vault and its keys. */
export const VAULT_RECOVERY_DAYS = 90;
/** For which Azure can restore a deleted storage account, while no other has its name. */
export const STORAGE_RECOVERY_DAYS = 14;

export interface HeldElsewhere {
  what: string;
  holds: string;
  kept: string;
}

export interface BrowserCookie extends HeldElsewhere {
  /** With `{tab}` for the name of a browser tab, `{id}` for what an address names. */
  what: string;
  seconds: number;
}

const cookie = (what: string, seconds: number, holds: string): BrowserCookie => {
  const kept = seconds < 24 * 3600 ? `${seconds / 60} minutes` : `${seconds / (24 * 3600)} days`;
  return Object.freeze({ what, seconds, holds, kept });
};

/** All are for a sign-in or chosen by the person; none counts or follows anybody. */
export const browserCookies: readonly BrowserCookie[] = Object.freeze([
  cookie('__Host-guestmail', TRANSACTION_LIFETIME_SECONDS, 'A random secret that ties the browser to its sign-in.'),
  cookie('__Host-guestmail-session', TRANSACTION_LIFETIME_SECONDS, 'The handle of the own page.'),
  cookie('__Host-guestmail-session-{tab}', TRANSACTION_LIFETIME_SECONDS, 'The same for one tab of the browser.'),
  cookie(
    '__Host-guestmail-ending-{tab}',
    TRANSACTION_LIFETIME_SECONDS,
    `How a refused sign-in ended, sealed; for ${ENDINGS_MAX} tabs at most.`,
  ),
  cookie('__Host-guestmail-farewell-{id}', FAREWELL_LIFETIME_SECONDS, 'What was disconnected or erased, sealed.'),
  cookie(
    '__Host-guestmail-console',
    ADMINISTRATOR_SESSION_SECONDS,
    'The handle of the console, for administrators alone; the secret then lives as long.',
  ),
  cookie('__Host-language', LANGUAGE_COOKIE_DAYS * 24 * 3600, 'The language that the person chose.'),
]);

export const heldElsewhere: readonly HeldElsewhere[] = Object.freeze([
  {
    what: 'The email itself',
    holds:
      'Subject, text, attachments, recipients: in the memory of the app while it hands them to Microsoft. What waits to be sent is stored, sealed, as listed above. The copy in Sent Items belongs to the mailbox.',
    kept: `The time of the request; what waits, until it is sent, and ${CONTENT_KEPT_DAYS} days longer if it is not.`,
  },
  {
    what: "The connector's log lines (Azure Monitor)",
    holds:
      'Of each request: function, outcome, duration, and ids, among them object ids and tenant ids. No token, address, subject or text.',
    kept: `${LOG_RETENTION_DEFAULT_DAYS} days by default; the operator can set another number.`,
  },
  {
    what: "Azure's request log (Azure Monitor)",
    holds:
      'Of each request: path, status, duration, and the town and country that Azure derives from the IP address; Azure removes the IP address itself and what follows a question mark. Where an application still writes an address into the path, which is deprecated, the path has that address.',
    kept: `${LOG_RETENTION_DEFAULT_DAYS} days by default; the operator can set another number.`,
  },
  {
    what: 'Audit logs (Azure Monitor)',
    holds:
      'Which identity used the keys in Key Vault and, unless the operator turned it off, which one wrote to a table; with the IP address of the caller, which is a server or an administrator.',
    kept: `${LOG_RETENTION_DEFAULT_DAYS} days by default; the operator can set another number.`,
  },
  {
    what: 'Keys (Azure Key Vault)',
    holds:
      'The key that wraps the data encryption keys, a secret (the pepper), and the credential of the app, if it has one.',
    kept: `As long as the installation; after its deletion Azure keeps them for ${VAULT_RECOVERY_DAYS} days and nobody can delete them sooner.`,
  },
]);
