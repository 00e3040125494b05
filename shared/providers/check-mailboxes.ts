/**
 * Tries the mailboxes that documents name, as a readiness check. Without a document it loads nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { LoadProviders } from './load-providers.ts';
import type { KeptMailboxDocument } from './mailbox-entries.ts';

/** Resolves to a sentence. @throws ConnectorError with `who` and `detail` for what somebody must do; `sealed_record_refused` */
export function createCheckMailboxes(
  listDocuments: () => Promise<{ documents: readonly object[]; refused: readonly unknown[] }>,
  loadProviders: LoadProviders,
): () => Promise<string> {
  return async () => {
    const listed = await listDocuments().catch((error: unknown) => {
      // Checks of their own say what is wrong with storage and vault.
      if (!hasCode(error, 'storage_unavailable', 'storage_access_refused', 'vault_unavailable', 'vault_access_refused'))
        throw error;
    });
    if (!listed) return 'No document could be read, for what another check says.';
    const { documents, refused } = listed;
    if (refused.length > 0) throw new ConnectorError('sealed_record_refused');
    if (documents.length === 0) return 'No document names a mailbox.';
    return (await loadProviders()).check(documents as KeptMailboxDocument[]);
  };
}
