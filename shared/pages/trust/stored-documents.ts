/**
 * What the operator keeps beside the settings, in the order of shared/README.md.
 */
import { AUDIT_DAYS, VERSIONS_KEPT } from '../../configuration-limits.ts';
import { days, record, type StoredRecord } from './stored-record.ts';

export const storedDocuments: readonly StoredRecord[] = [
  record(
    'Document',
    'sealed',
    'technical',
    'What the operator says of a host tenant or an app registration beside the settings: which applications may call, whose people may connect, limits. For tests it may name addresses to which emails may go.',
    'Until the operator deletes it; then only its number is left.',
  ),
  record(
    'Version of a document',
    'sealed',
    'technical',
    'The document as it was before, and who changed it and when.',
    `The last ${VERSIONS_KEPT} of each document.`,
  ),
  record(
    'Entry of the audit',
    'clear',
    'personal',
    'Which person of the host tenant, or application, changed which document or acted on which message or sender, and when.',
    `${days(AUDIT_DAYS)}, and then until the next change or act.`,
  ),
];
