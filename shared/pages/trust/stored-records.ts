/**
 * Every kind of record that the connector stores: what it holds, how it is protected, and how long it stays. In English, for people who
 * judge data protection; formats are in shared/README.md, which lists the same records under the same names.
 *
 * A table without records does not compile. Periods come from the limits by which records are deleted.
 */
import { ADMINISTRATOR_SESSION_SECONDS } from '../../console-limits.ts';
import { ACTIVITY_DAYS } from '../../activity-limits.ts';
import { CONTENT_KEY_DAYS } from '../../content-limits.ts';
import {
  ERASED_GENERATION_DAYS,
  GRANT_REFRESH_DAYS,
  REFRESH_TOKEN_IDLE_DAYS,
  TRANSACTION_BUCKET_SECONDS,
  TRANSACTION_KEPT_SECONDS,
  TRANSACTION_LIFETIME_SECONDS,
} from '../../limits.ts';
import type { TableName } from '../../storage-names.ts';
import { days, record, UNTIL_SWEPT, type StoredRecord } from './stored-record.ts';
import { listStoredMessages } from './stored-messages.ts';
import { storedDocuments } from './stored-documents.ts';
import type { TrustSettings } from './trust-settings.ts';

const minutes = (seconds: number) => `${seconds / 60} minutes`;
const usedTransactionSeconds = TRANSACTION_LIFETIME_SECONDS + TRANSACTION_BUCKET_SECONDS + TRANSACTION_KEPT_SECONDS;

const connected: readonly StoredRecord[] = [
  record(
    'Grant',
    'clear',
    'personal',
    'Who is connected: object ids and tenant ids of both accounts, user name in the host tenant, address and other names of the mailbox, granted permissions, when it was connected, whether it works and, if not, why.',
    'Until the person erases it on their own page or the operator deletes it. After a disconnect it stays, with the last mailbox.',
  ),
  record(
    'Erased grant',
    'clear',
    'personal',
    'After an erasure: a number that counts the connections, and the date, under the ids of the host account. No address, no mailbox.',
    `${days(ERASED_GENERATION_DAYS)}, or until the person connects again.`,
  ),
  record(
    'Tokens',
    'sealed',
    'personal',
    'The tokens from Microsoft with which the person is sent as, and the proven addresses of the mailbox.',
    `Until the person or the operator disconnects, the person connects again, or another account signs in as the same guest. A connection is renewed every ${days(GRANT_REFRESH_DAYS)}; a token that Microsoft no longer takes, at the latest after ${days(REFRESH_TOKEN_IDLE_DAYS)} without use, stays sealed until then.`,
  ),
  record(
    'Latest account',
    'hashed',
    'personal',
    'A keyed digest of the account that signed in last, so that only that one is connected.',
    `${minutes(TRANSACTION_LIFETIME_SECONDS)} or less, ${UNTIL_SWEPT}.`,
  ),
];

const signIns: readonly StoredRecord[] = [
  record(
    'Used transaction',
    'hashed',
    'technical',
    'A digest of the random id of a sign-in, so that it cannot be used twice. Not who it was.',
    `${minutes(usedTransactionSeconds)} at most, ${UNTIL_SWEPT}.`,
  ),
  record(
    'Session',
    'sealed',
    'personal',
    'Who is signed in to their own page. It opens only with the cookie of that browser.',
    `${minutes(TRANSACTION_LIFETIME_SECONDS)}, or until the person signs out; ${UNTIL_SWEPT}.`,
  ),
  record(
    'Session of an administrator',
    'sealed',
    'personal',
    'Who is signed in to the console. It opens only with the cookies of that browser.',
    `${minutes(ADMINISTRATOR_SESSION_SECONDS)}, or until they sign out; ${UNTIL_SWEPT}.`,
  ),
  record(
    'Times of tests',
    'clear',
    'personal',
    'When a person sent themselves test messages, under the ids of the host account, so that the number stays bounded.',
    `An hour after the last one; ${UNTIL_SWEPT}.`,
  ),
];

const dueWork: readonly StoredRecord[] = [
  record(
    'Due grant',
    'clear',
    'personal',
    'When a connection has to be looked at, under the ids of the host account.',
    'Until the timer has looked at it.',
  ),
  record('Probe', 'clear', 'technical', 'A random id, written by a readiness check.', 'Deleted at once.'),
  record('Last run', 'clear', 'technical', 'When each timer ran last.', 'Not deleted; one row for each timer.'),
  record(
    'Held hint',
    'clear',
    'personal',
    'That an email waits for a person to connect, and since when, under the ids of the host account or under the digest of a name.',
    'Until the email no longer waits.',
  ),
  record(
    'Changed sender',
    'clear',
    'personal',
    'When the connection of a person last changed, under the ids of the host account, so that the ERP learns of it.',
    `As long as the connection is kept, and ${ERASED_GENERATION_DAYS} days after an erasure; ${UNTIL_SWEPT}.`,
  ),
  record(
    'Mailbox permits',
    'clear',
    'personal',
    'How many emails, and how many bytes, were sent as a person in the last minutes, under the ids of the host account, so that a mailbox is not asked for more than it takes; and how many events of the ERP came to each of its doors.',
    `Fifteen minutes at most after the last email, a day at most while Microsoft asks for a pause; of a door an hour after the last event, a day more where events were put off; ${UNTIL_SWEPT}.`,
  ),
  record(
    'Progress of a callback',
    'clear',
    'personal',
    'Up to which change a system that the operator has named was told what became of emails and connections, under the id of the email, or of the host account, that changed then.',
    'Until the operator deletes the callback.',
  ),
  record(
    'Place in a directory',
    'clear',
    'technical',
    'Up to which change the directory of the organisation that runs the ERP was read, where it is watched.',
    'As long as it is watched.',
  ),
  record(
    'Suspended person',
    'clear',
    'personal',
    'That the account there of a person whom the operator named as the sender of a mailbox is blocked, deleted or invited anew, and since when, under the ids of the host account.',
    'Until that is over, the operator no longer names the person, or the directory is no longer watched.',
  ),
  record(
    'Due event',
    'clear',
    'personal',
    'Which of these changes such a system is told again, and when, under the id of the email or of the host account.',
    'Until it has taken it, ten attempts over some days have failed, or the operator deletes the callback.',
  ),
  record('Due file', 'clear', 'technical', 'When an uploaded file is looked at.', 'Until the sweep has looked at it.'),
  record(
    'Counts of a day',
    'clear',
    'technical',
    'How many emails of the whole organisation were accepted and how they ended that day, and how many alarms were raised. Nothing of a person or of a single email.',
    `Until its month has ended ${days(ACTIVITY_DAYS)} ago, ${UNTIL_SWEPT}.`,
  ),
];

/** By table, each in the order of shared/README.md. */
export function listStoredRecords({
  historyDays,
}: Pick<TrustSettings, 'historyDays'>): Readonly<Record<TableName, readonly StoredRecord[]>> {
  return {
    grants: connected,
    keys: [
      record(
        'Data encryption key',
        'wrapped',
        'technical',
        'The key that seals the tokens of one connection.',
        'As the tokens; it is deleted before them.',
      ),
      record(
        'Tenant key',
        'wrapped',
        'technical',
        'The key that seals the keys of all connections of a host tenant, one for each version of the key in Key Vault.',
        'Not deleted; it opens nothing once its version is disabled.',
      ),
      record(
        'Content key',
        'sealed',
        'technical',
        'The key that seals the content of the emails of one host tenant that were accepted on one day.',
        `${days(CONTENT_KEY_DAYS)}.`,
      ),
      record(
        'Progress of rewrapping',
        'clear',
        'technical',
        'Counts of keys by the version of the key in Key Vault.',
        'Not deleted; one row.',
      ),
    ],
    names: [
      record(
        'Name',
        'hashed',
        'personal',
        'Which account of the host tenant a user name or address leads to. The name is only there as a digest (SHA-256).',
        'Until the person disconnects or the mailbox loses the name.',
      ),
    ],
    transactions: signIns,
    due: dueWork,
    messages: listStoredMessages(historyDays),
    configuration: storedDocuments,
  };
}
