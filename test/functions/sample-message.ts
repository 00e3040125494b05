/** A message that was sent, for answers about it. */
import type { Message } from '../../shared/outbox/message.ts';

const at = new Date('2026-11-24T18:02:10Z');
const hostTenantId = 'c0000000-0000-4000-8000-000000000001';

export const sampleMessage: Message = {
  id: '0'.repeat(32),
  status: 'sent',
  hostTenantId,
  sender: { hostTenantId, hostObjectId: '6e7f0000-0000-4000-8000-00000000000a' },
  callerId: '0000ca11-0000-4000-8000-000000000002',
  contentDigest: '0.A',
  createdAt: at,
  updatedAt: at,
  expiresAt: at,
  recipientCount: 1,
  attemptId: 'a',
  attempts: [],
  dueAt: at,
};
