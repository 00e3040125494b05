/**
 * What was sent as a person, and what was erased of one, for pages that show it.
 */
import { renderErasedPage } from '../../shared/pages/person/erased-page.ts';
import { renderMePage } from '../../shared/pages/person/me-page.ts';
import type { PersonContext } from '../../shared/pages/person/person-context.ts';
import type { SentHistory } from '../../shared/pages/person/sent-history.ts';

const erpClientId = '0000ca11-0000-4000-8000-000000000001';
const webShopClientId = '0000ca12-0000-4000-8000-000000000002';
/** Days for which what an erasure leaves is kept. */
export const kept = { messages: 30, generation: 90 };
/** Whose applications are whose. */
export const sent = { ownCallerId: 'me', onlyCallerId: erpClientId };

export const sampleHistory: SentHistory = {
  period: { days: 30 },
  applications: [
    { callerId: erpClientId, messages: 1_204 },
    { callerId: webShopClientId, messages: 17 },
    { callerId: 'me', messages: 1 },
  ],
  isAtLeast: false,
  latest: [
    { callerId: erpClientId, at: new Date('2026-11-28T14:32:08Z'), status: 'sending' },
    { callerId: erpClientId, at: new Date('2026-11-28T14:30:41Z'), status: 'unknown' },
    { callerId: webShopClientId, at: new Date('2026-11-27T08:05:00Z'), status: 'failed' },
    { callerId: 'me', at: new Date('2026-11-24T09:31:00Z'), status: 'sent' },
  ],
  lastUsedAt: new Date('2026-11-28T14:32:08Z'),
};
export const sampleReceipt = {
  at: new Date('2026-11-29T10:15:00Z'),
  deleted: [
    { kind: 'connection' as const, count: 1 },
    { kind: 'names' as const, count: 3 },
    { kind: 'message_index' as const, count: 1_222 },
  ],
  remaining: [
    { kind: 'messages' as const, until: new Date('2026-12-29T10:15:00Z') },
    { kind: 'generation' as const, until: new Date('2027-02-27T10:15:00Z') },
    { kind: 'test_times' as const, until: new Date('2026-11-29T11:12:00Z') },
    { kind: 'message_index' as const, until: new Date('2026-11-30T10:15:00Z') },
  ],
  minutes: 5,
};

export interface SampleConnection {
  signedInAs: string;
  handle: string;
  mailbox: string;
  homeTenantId: string;
  connectedAt: Date;
}

/** The variants of the own page that differ in what was sent, and the receipts; by name. */
export function renderHistoryPages(context: PersonContext, connection: SampleConnection): [string, string][] {
  const { homeTenantId } = connection;
  return [
    [
      'me/several-applications',
      renderMePage({
        ...context,
        kind: 'connected',
        ...connection,
        sent: { ownCallerId: 'me', history: { ...sampleHistory, isAtLeast: true } },
      }),
    ],
    [
      'me/nothing-sent',
      renderMePage({
        ...context,
        kind: 'connected',
        ...connection,
        sent: {
          ...sent,
          history: { period: { since: connection.connectedAt }, applications: [], isAtLeast: false, latest: [] },
        },
      }),
    ],
    [
      'me/not-read',
      renderMePage({ ...context, kind: 'connected', ...connection, sent: { ...sent, history: 'not_read' } }),
    ],
    ['erased/own', renderErasedPage({ ...context, ...sampleReceipt, isOwn: true, homeTenantId, canConnect: true })],
    ['erased/former', renderErasedPage({ ...context, ...sampleReceipt, isOwn: false, canConnect: false })],
    [
      'erased/nothing',
      renderErasedPage({ ...context, ...sampleReceipt, deleted: [], remaining: [], isOwn: true, canConnect: true }),
    ],
  ];
}
