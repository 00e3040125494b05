/**
 * Seals and opens the content of messages that wait, under the key of their tenant and day and the pepper.
 *
 * No grant is involved: a connection that ends takes no content with it, and content may wait for a person who never connected. What is
 * sealed is stored elsewhere. The format is specified in content-stream.ts.
 */
import type { ContentKeys } from './content-keys.ts';
import { checkContentContext, parseSealedContent, type ContentContext } from './content-stream.ts';
import { NONCE_BYTES } from './envelope.ts';
import type { Peppers } from './key-encryption-key.ts';
import { openContentStream } from './open-content.ts';
import { sealContentStream } from './seal-content.ts';

export interface Contents {
  /** Makes the key of the day where there is none. At most CONTENT_MAX_BYTES; content-stream.ts says how long the result is. */
  sealContent(context: ContentContext, content: Uint8Array): Promise<Uint8Array>;
  /**
   * The whole content, once all of it is verified.
   * @throws ConnectorError `sealed_record_refused` for anything but content that was sealed under this context, and when the key of its
   *   day was destroyed, as the cause then says.
   */
  openContent(context: ContentContext, sealed: Uint8Array): Promise<Uint8Array>;
  /** Destroys a bounded number of content keys of days before this one, the oldest first; returns how many. */
  destroyContentKeys(beforeDay: string): Promise<number>;
  /** Makes all content of a host tenant unreadable. */
  destroyTenantContentKeys(hostTenantId: string): Promise<void>;
}

export interface ContentsDependencies {
  contentKeys: ContentKeys;
  peppers: Peppers;
  randomBytes: (size: number) => Uint8Array;
}

export function createContents({ contentKeys, peppers, randomBytes }: ContentsDependencies): Contents {
  return {
    async sealContent(context, content) {
      checkContentContext(context);
      const [contentKey, { id: pepperId, pepper }] = await Promise.all([
        contentKeys.readOrCreate(context.hostTenantId, context.day),
        peppers.current(),
      ]);
      return sealContentStream({ context, contentKey, pepperId, pepper, nonce: randomBytes(NONCE_BYTES), content });
    },
    async openContent(context, bytes) {
      checkContentContext(context);
      const sealed = parseSealedContent(bytes);
      const [contentKey, pepper] = await Promise.all([
        contentKeys.read(context.hostTenantId, context.day),
        peppers.read(sealed.header.pepperId),
      ]);
      return openContentStream({ sealed, context, contentKey, pepper });
    },
    destroyContentKeys: contentKeys.destroyBefore,
    destroyTenantContentKeys: contentKeys.destroyAll,
  };
}
