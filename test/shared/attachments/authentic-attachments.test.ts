import { describe, expect, it } from 'vitest';
import { createAuthenticAttachments } from '../../../shared/attachments/authentic-attachments.ts';
import { createDigests } from '../../../shared/vault/digest.ts';
import { createAttachment } from '../../contract/samples.ts';
import { createMemoryAttachmentStore } from '../../fakes/memory-attachment-store.ts';
import { createMemoryPeppers } from '../../fakes/memory-peppers.ts';

const refused = { code: 'sealed_record_refused' };

/** Beside the store what is signed of each row, one after another. */
function setUp() {
  const digests = createDigests(createMemoryPeppers());
  const signed: string[] = [];
  const rows = createMemoryAttachmentStore();
  const store = createAuthenticAttachments({
    store: rows,
    vault: {
      matchesDigest: digests.matchesDigest,
      digest: (purpose, content) => {
        signed.push(content.toString());
        return digests.digest(purpose, content);
      },
    },
  });
  return { store, rows, digests, signed };
}

describe('createAuthenticAttachments', () => {
  it('reads what it has written', async () => {
    const { store } = setUp();
    const { mac: _mac, ...attachment } = createAttachment();
    await store.insert(attachment);
    expect(await store.read(attachment.id)).toMatchObject(attachment);
  });

  it.each(['', 'message state', 'list cursor'])(
    'refuses a digest of the same row for another purpose, %j',
    async (purpose) => {
      const { store, rows, digests, signed } = setUp();
      const attachment = createAttachment();
      await store.insert(attachment);
      const stored = (await rows.read(attachment.id))!;
      await rows.replace(stored, { ...stored, mac: await digests.digest(purpose, signed[0]!) });
      await expect(store.read(attachment.id)).rejects.toMatchObject(refused);
    },
  );
});
