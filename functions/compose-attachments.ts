/**
 * Puts together what keeps uploaded files, and says of a message whether it still needs the one that it took.
 */
import type { AttachmentStore, CellBlobs, DueAttachments, ReadUse } from '../shared/attachments/attachment.ts';
import { createAttachments, type Attachments } from '../shared/attachments/attachments.ts';
import type { MessageStore } from '../shared/outbox/message.ts';
import { messageStates } from '../shared/outbox/message-state.ts';
import type { Vault } from '../shared/vault/vault.ts';

export interface AttachmentParts {
  stores: { attachments: AttachmentStore; dueAttachments: DueAttachments; messages: Pick<MessageStore, 'read'> };
  cellBlobs: CellBlobs;
  vault: Vault;
  now: () => Date;
}

export function composeAttachments({ stores, cellBlobs: cells, vault, now }: AttachmentParts): Attachments {
  const { attachments: store, dueAttachments: due, messages } = stores;
  return createAttachments({ store, due, cells, vault, readUse: createReadUse(messages), now });
}

function createReadUse(messages: Pick<MessageStore, 'read'>): ReadUse {
  return async (id) => {
    const message = await messages.read(id);
    if (!message) return 'none';
    return messageStates[message.status].isTerminal && message.content === undefined ? 'over' : 'needed';
  };
}
