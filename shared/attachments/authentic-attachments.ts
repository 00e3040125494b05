/**
 * The store of uploaded files, made to tell our own rows from others: each carries a keyed digest of everything in it.
 *
 * Whoever can write the table but does not know the pepper can neither hand a file to another application or message, nor call an incomplete one
 * complete: such a row is refused and raises an alarm.
 */
import { ConnectorError } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import type { Attachment, AttachmentStore } from './attachment.ts';

const PURPOSE = 'attachment';

export interface AuthenticAttachmentsDependencies {
  store: AttachmentStore;
  vault: Pick<Vault, 'digest' | 'matchesDigest'>;
}

/** `read` throws `sealed_record_refused` for a row that is not ours. */
export function createAuthenticAttachments(dependencies: AuthenticAttachmentsDependencies): AttachmentStore {
  const { store, vault } = dependencies;
  const sign = async (attachment: Attachment): Promise<Attachment> => ({
    ...attachment,
    mac: await vault.digest(PURPOSE, describe(attachment)),
  });
  return {
    insert: async (attachment) => store.insert(await sign(attachment)),
    async read(id) {
      const attachment = await store.read(id);
      if (!attachment) return undefined;
      const { mac } = attachment;
      if (mac !== undefined && (await vault.matchesDigest(PURPOSE, describe(attachment), mac))) return attachment;
      throw new ConnectorError('sealed_record_refused', {
        cause: new Error('The row of a file has been changed by somebody else.'),
      });
    },
    replace: async (attachment, next) => store.replace(attachment, await sign(next)),
    remove: (attachment) => store.remove(attachment),
  };
}

/** One text for all that it says, in a fixed order. */
function describe({ id, hostTenantId, callerId, size, createdAt, status, described, usedBy }: Attachment): string {
  const sealed = Buffer.from(described).toString('base64');
  return JSON.stringify([id, hostTenantId, callerId, size, createdAt, status, sealed, usedBy]);
}
