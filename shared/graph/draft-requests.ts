/**
 * What the requests around drafts have in common: ids that a message keeps when it is sent, and how little of an answer is believed. Pure.
 *
 * Source: https://learn.microsoft.com/graph/outlook-immutable-id
 */
import { DRAFT_ID_MAX_CHARACTERS } from '../draft-limits.ts';
import { traceHeaders } from './call-graph.ts';
import type { Refused } from './judge-refusal.ts';

/** An id would otherwise change when the message moves to Sent Items. */
export function draftHeaders(traceparent?: string): Record<string, string> {
  return { Prefer: 'IdType="ImmutableId"', ...traceHeaders(traceparent) };
}

export function draftPath(draftId: string): string {
  return `/me/messages/${encodeURIComponent(draftId)}`;
}

export function isDraftId(id: unknown): id is string {
  return typeof id === 'string' && id.length <= DRAFT_ID_MAX_CHARACTERS && /^[!-~]+$/.test(id);
}

/** What of ours stops an attempt; it may be made again. */
export function stopped(reason: string): Refused {
  return { kind: 'refused', code: 'graph_unavailable', reason };
}

/** A JSON object, or an empty one for anything else; the body is untrusted. */
export function readObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
