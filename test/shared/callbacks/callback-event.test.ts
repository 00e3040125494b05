import { describe, expect, it } from 'vitest';
import { callbackEvents } from '../../../shared/callbacks/callback.ts';
import { buildMessageEvent, buildSenderEvent } from '../../../shared/callbacks/callback-event.ts';
import { messageStatuses } from '../../../shared/outbox/message.ts';
import { createGrant, createMessage } from '../../contract/samples.ts';
import { hostTenantId, messageId } from './callback-sample.ts';

const at = new Date('2026-11-24T18:02:10.000Z');
const message = { id: messageId(7), status: 'failed', updatedAt: at, changedAt: at };

describe('buildMessageEvent', () => {
  it('says ids and states, and no word of a message or a person', () => {
    const full = createMessage({
      status: 'failed',
      error: { code: 'mailbox_full', graphCode: 'ErrorX' },
      reference: 'SI-1',
      changedAt: at,
    });
    const event = buildMessageEvent(hostTenantId, full);
    expect(JSON.parse(event?.body ?? '')).toEqual({
      type: 'message.failed',
      timestamp: at.toISOString(),
      data: { id: full.id, status: 'failed', sender: full.sender?.hostObjectId, code: 'mailbox_full' },
    });
    expect(event).toMatchObject({ type: 'message.failed', about: { kind: 'message', id: full.id } });
  });

  it('is an event in every state in which somebody waits for something else', () => {
    const told = messageStatuses.filter((status) => buildMessageEvent(hostTenantId, { ...message, status }));
    expect(told).toEqual(['held', 'sent', 'failed', 'expired', 'cancelled', 'unknown']);
    expect(callbackEvents.filter((name) => name.startsWith('message.'))).toHaveLength(told.length);
  });

  it('has one id for a change, and another for every other one', () => {
    const idOf = (changes: object, tenant = hostTenantId) => buildMessageEvent(tenant, { ...message, ...changes })?.id;
    expect(idOf({})).toMatch(/^[0-9a-f]{32}$/);
    // Fields that no event tells.
    expect(idOf({ recipientCount: 3, updatedAt: new Date() })).toBe(idOf({}));
    const ids = [
      idOf({}),
      idOf({ status: 'sent' }),
      idOf({ id: messageId(8) }),
      idOf({ changedAt: new Date(at.getTime() + 1) }),
      idOf({}, 'c0a7050c-0000-4000-8000-000000000002'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('buildSenderEvent', () => {
  it('says the state of a sender, and no mailbox and no name', () => {
    const grant = createGrant({ status: 'reconsent_required', problem: { code: 'consent_withdrawn' }, changedAt: at });
    const event = buildSenderEvent(hostTenantId, grant);
    expect(JSON.parse(event?.body ?? '')).toEqual({
      type: 'sender.reconsent_required',
      timestamp: at.toISOString(),
      data: { id: grant.sender.hostObjectId, status: 'reconsent_required', code: 'consent_withdrawn' },
    });
    expect(buildSenderEvent(hostTenantId, { ...grant, status: 'disconnected' })).toBeUndefined();
    expect(buildSenderEvent(hostTenantId, { ...grant, status: 'connected' })?.type).toBe('sender.connected');
  });
});
