import type { ContentContext } from '../../../shared/vault/content-stream.ts';
import { parseSealedContent } from '../../../shared/vault/content-stream.ts';
import { openContentStream } from '../../../shared/vault/open-content.ts';
import { sealContentStream, type SealContentRequest } from '../../../shared/vault/seal-content.ts';
import { isRefusal } from './envelope-samples.ts';
import vectors from './vectors.json' with { type: 'json' };

/** Bytes that are others in every chunk. */
export function patternOf(length: number): Buffer {
  const block = Buffer.from(Array.from({ length: 251 }, (_, index) => index));
  return Buffer.alloc(length, block);
}

/** The published contents as the functions take them. */
export const contentSamples = vectors.contents.map((vector) => ({
  name: vector.name,
  request: {
    context: vector.context,
    contentKey: Buffer.from(vector.contentKey, 'hex'),
    pepperId: vector.pepperId,
    pepper: Buffer.from(vector.pepper, 'hex'),
    nonce: Buffer.from(vector.nonce, 'hex'),
    content: patternOf(vector.contentBytes),
  } satisfies SealContentRequest,
  contentSha256: vector.contentSha256,
  sealedStart: vector.sealedStart,
  sealedSha256: vector.sealedSha256,
}));

/** The first sample: one short chunk. */
export const [{ request: contentRequest }] = contentSamples as [(typeof contentSamples)[number]];

export function sealPattern(length: number, change: Partial<SealContentRequest> = {}): Buffer {
  return sealContentStream({ ...contentRequest, content: patternOf(length), ...change });
}

export function openSealed(sealed: Uint8Array, change: Partial<SealContentRequest> = {}): Buffer {
  const { context, contentKey, pepper } = { ...contentRequest, ...change };
  return openContentStream({ sealed: parseSealedContent(sealed), context, contentKey, pepper });
}

/** Whether content is refused, be it when it is taken apart or when it is opened. */
export function isContentRefused(sealed: Uint8Array, change: Partial<SealContentRequest> = {}): boolean {
  try {
    openSealed(sealed, change);
    return false;
  } catch (error) {
    if (isRefusal(error)) return true;
    throw error;
  }
}

/** Contexts that differ from this one in one part each. */
export function changesOf(context: ContentContext): [string, ContentContext][] {
  return [
    ['another tenant', { ...context, hostTenantId: 'a0274317-0000-4000-8000-000000000003' }],
    ['another day', { ...context, day: '2026-11-25' }],
    ['another message', { ...context, messageId: 'ff'.repeat(16) }],
    ['another sender', { ...context, named: '00000b0e-0000-4000-8000-000000000008' }],
    ['another caller', { ...context, callerId: '0000ca11-0000-4000-8000-000000000002' }],
    ['sender and caller in each other’s place', { ...context, named: context.callerId, callerId: context.named }],
    [
      'a sender that takes a character of the caller',
      { ...context, named: `${context.named}${context.callerId[0]}`, callerId: context.callerId.slice(1) },
    ],
  ];
}
