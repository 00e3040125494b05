/**
 * What a message says, while it waits: sealed under the content key of its tenant and day, in a row beside the message or in a blob.
 *
 * Plaintext: JSON `{ "version": 1, "sender", "from"?, "traceparent"?, "request" }`, where `request` is the body for Graph as it will be
 * sent. `version` is 2 where more is to be sent, so that an earlier release refuses it: `mime`, the body for Graph of a MIME message, whose
 * `request` says subject and recipients alone; or `files`, uploaded ones, which are sealed apart. The seal names tenant, message, sender as
 * named and caller, so that content opens as this message or not at all. It decides
 * nothing about states.
 */
import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import { CONTENT_ROW_MAX_BYTES } from '../waiting-limits.ts';
import type { ContentBlobs } from './content-blobs.ts';
import type { MessageFile } from './message-files.ts';
import type { Message, MessageStore } from './message.ts';

export interface MessageContent {
  /** Object id or name, as parseSenderReference reads it. */
  senderReference: string;
  /** The address in `from` of the message. */
  from?: string;
  traceparent?: string;
  /** As buildSendMail writes it. */
  body: string;
  /** The MIME message in base64 that is sent in place of `body`. */
  mime?: string;
  /** Beside those in the body; never empty. */
  files?: readonly MessageFile[];
}

/** Fields of the message, and what goes into its row. */
export interface SealedContent {
  fields: Required<Pick<Message, 'content' | 'contentBytes'>>;
  row?: Uint8Array;
}

export interface MessageContents {
  /** Writes the blob, where it is one. Throws as the vault and the store. */
  seal(message: Message, content: MessageContent): Promise<SealedContent>;
  /** @throws ConnectorError `sealed_record_refused`, also when it is gone; else as the vault and the store */
  open(message: Message): Promise<MessageContent>;
  /** Deletes the blob, where it is one; a failure leaves it to the lifecycle rule of the container. */
  drop(message: Message): Promise<void>;
}

export interface MessageContentsDependencies {
  store: Pick<MessageStore, 'readContent'>;
  blobs: ContentBlobs;
  vault: Pick<Vault, 'sealContent' | 'openContent'>;
}

export function createMessageContents({ store, blobs, vault }: MessageContentsDependencies): MessageContents {
  return {
    async seal(message, { senderReference, from, traceparent, body, mime, files }) {
      const version = mime === undefined && files === undefined ? 1 : 2;
      const text = JSON.stringify({ version, sender: senderReference, from, traceparent, request: body, mime, files });
      const sealed = await vault.sealContent(contextOf(message), Buffer.from(text));
      const contentBytes = (files ?? []).reduce((total, { size }) => total + size, Buffer.byteLength(mime ?? body));
      if (sealed.byteLength <= CONTENT_ROW_MAX_BYTES) return { fields: { content: 'row', contentBytes }, row: sealed };
      // Two submissions with one key may be here at once with different bodies, and only one of them will be the message.
      const content = `blob-${randomUUID()}` as const;
      await blobs.put(blobName({ ...message, content }), sealed);
      return { fields: { content, contentBytes } };
    },
    async open(message) {
      const sealed =
        message.content === 'row' ? await store.readContent(message.id) : await blobs.read(blobName(message));
      if (!sealed) throw refuse('The content of a message is gone.');
      const content = parse(Buffer.from(await vault.openContent(contextOf(message), sealed)).toString());
      if (!content) throw refuse('The content of a message is malformed.');
      return content;
    },
    async drop(message) {
      if (!message.content || message.content === 'row') return;
      await blobs.remove(blobName(message)).catch((error: unknown) => {
        if (!(error instanceof ConnectorError)) throw error;
      });
    },
  };
}

function contextOf({ hostTenantId, id, named, callerId, createdAt }: Message) {
  if (named === undefined) throw new Error('Only a message that waits has content.');
  return { hostTenantId, messageId: id, named, callerId, day: dayOf(createdAt) };
}

/** `{host tenant id}/{day}/{id}.{place}` */
function blobName({ hostTenantId, id, createdAt, content }: Message): string {
  return `${hostTenantId}/${dayOf(createdAt)}/${id}.${content}`;
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function parse(text: string): MessageContent | undefined {
  const { version, sender, from, traceparent, request, mime, files } = JSON.parse(text) as Record<string, unknown>;
  const isMore = typeof mime === 'string' || Array.isArray(files);
  if (version !== (isMore ? 2 : 1) || typeof sender !== 'string' || typeof request !== 'string') return undefined;
  return {
    senderReference: sender,
    body: request,
    ...(typeof from === 'string' && { from }),
    ...(typeof traceparent === 'string' && { traceparent }),
    ...(typeof mime === 'string' && { mime }),
    ...(Array.isArray(files) && { files: files as MessageFile[] }),
  };
}

function refuse(reason: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(reason) });
}
