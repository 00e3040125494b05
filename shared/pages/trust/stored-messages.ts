/**
 * What is stored of messages, their content and uploaded files; a part of stored-records.ts.
 */
import { FILE_KEPT_SECONDS } from '../../attachment-limits.ts';
import { CONTENT_KEPT_DAYS } from '../../content-limits.ts';
import { days, record, UNTIL_SWEPT, type StoredRecord } from './stored-record.ts';

/** In the order of shared/README.md. */
export function listStoredMessages(historyDays: number): readonly StoredRecord[] {
  const asItsMessage = 'As the message to which it belongs.';
  return [
    record(
      'Message',
      'clear',
      'personal',
      'Of each email: ids of sender and application, the reference that the application gave (for example the number of an invoice), number of recipients, times, how it ended, and a keyed digest of the content, which tells a repetition; of one that waits also the account as which it may leave. No subject, no text, no attachment, no recipient.',
      `${days(historyDays)}.`,
    ),
    record(
      'Content',
      'sealed',
      'personal',
      'Of an email that waits to be sent: all that it says, its attachments and recipients included.',
      `Until the email is sent, or ${days(CONTENT_KEPT_DAYS)} after it ended without being sent.`,
    ),
    record('Due message', 'clear', 'technical', 'When the state of a message has to be looked at.', asItsMessage),
    record(
      'Message by its sender',
      'clear',
      'personal',
      'Which application sent a message as the person, and when.',
      `${asItsMessage} An erasure deletes it at once.`,
    ),
    record(
      'Message by its application',
      'clear',
      'technical',
      'Which application sent a message, and when.',
      asItsMessage,
    ),
    record(
      'Message by its reference',
      'hashed',
      'technical',
      'Which message an application gave a reference to, and when. The reference is only there as a digest (SHA-256).',
      asItsMessage,
    ),
    record(
      'Message by its host tenant',
      'clear',
      'technical',
      'Which application sent a message, and when, so that an administrator of the organisation can list them.',
      asItsMessage,
    ),
    record('Changed message', 'clear', 'technical', 'When a message changed last.', asItsMessage),
    record(
      'Fence',
      'clear',
      'personal',
      'That nothing about the connection of a person has changed lately, under the ids of the host account.',
      'Until anything of the connection changes, a month at most while it is connected; or until the person erases it.',
    ),
    record(
      'Uploaded file',
      'sealed',
      'personal',
      'Of each file that an application uploads for an email: which application, its size, and which message has taken it; sealed, its name, its type and, beside the table, its content.',
      `${FILE_KEPT_SECONDS / 3_600} hours if no email takes it, else as the content of that email; ${UNTIL_SWEPT}.`,
    ),
  ];
}
