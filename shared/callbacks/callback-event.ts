/**
 * The events that callbacks are told, in the shape of Standard Webhooks: ids and states, never a subject, an address or a name. Pure.
 *
 *   { "type": "message.sent", "timestamp": "2026-11-24T18:02:10.000Z", "data": { "id": "…", "status": "sent", "sender": "…" } }
 *
 * The id of an event follows from what changed and when, so that an event that is told again has the id of before; its receiver drops
 * it by that.
 */
import { createHash } from 'node:crypto';
import { callbackEvents, type CallbackEventType } from './callback.ts';

export interface CallbackEvent {
  /** 32 hex digits. */
  id: string;
  type: CallbackEventType;
  about: EventSubject;
  /** JSON. */
  body: string;
}

/** What has changed: a message, or a sender by object id in the host tenant. */
export type EventSubject = { kind: 'message' | 'sender'; id: string };

/** A message, as far as it is told. */
export interface ToldMessage {
  id: string;
  previousId?: string;
  status: string;
  sender?: { hostObjectId: string };
  updatedAt: Date;
  changedAt?: Date;
  error?: { code: string };
}

/** A sender, as far as they are told. */
export interface ToldSender {
  sender: { hostObjectId: string };
  status: string;
  connectedAt: Date;
  changedAt?: Date;
  problem?: { code: string };
}

/** Undefined for a state that is no event. */
export function buildMessageEvent(hostTenantId: string, message: ToldMessage): CallbackEvent | undefined {
  const { id, previousId, status, sender, error, updatedAt, changedAt = updatedAt } = message;
  return buildEvent(hostTenantId, { kind: 'message', id }, changedAt, {
    id,
    ...(previousId !== undefined && { previousId }),
    status,
    ...(sender && { sender: sender.hostObjectId }),
    ...(error && { code: error.code }),
  });
}

/** Undefined for a state that is no event. */
export function buildSenderEvent(hostTenantId: string, told: ToldSender): CallbackEvent | undefined {
  const { sender, status, problem, connectedAt, changedAt = connectedAt } = told;
  const { hostObjectId: id } = sender;
  const data = { id, status, ...(problem && { code: problem.code }) };
  return buildEvent(hostTenantId, { kind: 'sender', id }, changedAt, data);
}

function buildEvent(
  hostTenantId: string,
  about: EventSubject,
  at: Date,
  data: Record<string, unknown> & { status: string },
): CallbackEvent | undefined {
  const type = callbackEvents.find((name) => name === `${about.kind}.${data.status}`);
  if (!type) return undefined;
  const timestamp = at.toISOString();
  const hash = createHash('sha256');
  for (const part of ['guestmail event 1', hostTenantId, type, about.id, timestamp])
    hash.update(`${Buffer.byteLength(part)}:${part}`);
  return { id: hash.digest('hex').slice(0, 32), type, about, body: JSON.stringify({ type, timestamp, data }) };
}
