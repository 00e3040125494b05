/**
 * What waits to be sent as a person, for pages that show it.
 */
import { renderConnectedPage } from '../../shared/pages/person/connected-page.ts';
import { renderMePage } from '../../shared/pages/person/me-page.ts';
import type { PersonContext } from '../../shared/pages/person/person-context.ts';
import type { WaitingEmail } from '../../shared/pages/person/waiting.ts';
import { sent } from './sample-history.ts';
import type { SampleConnection } from './sample-history.ts';

const erpClientId = sent.onlyCallerId;
const webShopClientId = '0000ca12-0000-4000-8000-000000000002';
const createdAt = new Date('2026-11-28T14:32:08Z');

export const sampleWaiting: WaitingEmail[] = [
  {
    id: '0'.repeat(32),
    callerId: erpClientId,
    createdAt,
    nextAt: new Date('2026-12-01T06:00:00Z'),
    addressed: { subject: 'Invoice 103042', recipients: ['ben@fabrikam.com', 'eva@fabrikam.com'] },
  },
  {
    id: '1'.repeat(32),
    callerId: webShopClientId,
    createdAt,
    reason: 'blocked_by_home_policy',
    addressed: {
      subject: `<b>Statement</b> ${'Monatsabschlussbericht'.repeat(8)}`,
      recipients: Array.from({ length: 14 }, (_, index) => `accounts-payable-department-${index}@fabrikam.com`),
    },
  },
  { id: '2'.repeat(32), callerId: erpClientId, createdAt, addressed: { subject: '', recipients: [] } },
  { id: '3'.repeat(32), callerId: erpClientId, createdAt, addressed: 'not_read' },
];

export const sampleFormer: WaitingEmail[] = [true, false].map((canLeave, index) => ({
  id: String(index + 4).repeat(32),
  callerId: erpClientId,
  createdAt,
  former: { canLeave },
}));

/** The variants of the pages of a person that differ in what waits; by name. */
export function renderWaitingPages(context: PersonContext, connection: SampleConnection): [string, string][] {
  const view = { ...context, ...connection };
  const waiting = { ...sent, emails: sampleWaiting };
  return [
    ['connected/released', renderConnectedPage({ ...view, isMailboxUnclear: false, released: 3 })],
    ['me/released', renderMePage({ ...view, kind: 'connected', released: 500 })],
    [
      'me/waiting',
      renderMePage({ ...view, kind: 'connected', waiting: { ...waiting, isCut: true }, note: 'isRefused' }),
    ],
    ['me/waiting-former', renderMePage({ ...view, kind: 'connected', waiting: { ...sent, emails: sampleFormer } })],
    ['me/waiting-ended', renderMePage({ ...view, kind: 'reconsent_required', waiting, note: 'isReleased' })],
    ['me/waiting-not-connected', renderMePage({ ...view, kind: 'not_connected', waiting, note: 'tooLate' })],
    ['me/waiting-not-read', renderMePage({ ...view, kind: 'connected', waiting: { ...sent, emails: 'not_read' } })],
  ];
}
