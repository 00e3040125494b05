/**
 * The points of a contract between controller and processor (Article 28(3) GDPR): what the software does for each, and what the
 * contract itself has to say. In English. It is no contract and no legal advice.
 */
import { STORAGE_RECOVERY_DAYS, VAULT_RECOVERY_DAYS } from './other-data.ts';
import { blank } from './record-of-processing.ts';
import type { TrustSettings } from './trust-settings.ts';

export interface DpaPoint {
  point: string;
  /** What holds without any agreement. */
  given: string;
  /** What only the parties can say. */
  open: string;
}

export function listDpaPoints({ hostName, erpName, publicUrl, historyDays }: TrustSettings): readonly DpaPoint[] {
  return [
    {
      point: 'Subject, duration, nature and purpose; data; people',
      given: `Sending emails for ${erpName} at ${hostName}. The record above says which data, of whom, and how long.`,
      open: blank('start and end of the contract'),
    },
    {
      point: '(a) Only on documented instructions',
      given: 'An email is sent only when an application of the host tenant asks for it, as a person who connected.',
      open: blank('who may instruct the operator, and how'),
    },
    {
      point: '(b) Confidentiality',
      given: 'The operation needs no look at the data: tokens are sealed, and so are the contents of emails that wait.',
      open: blank('commitment of the people who have rights on the subscription'),
    },
    {
      point: '(c) Security (Article 32)',
      given: 'The measures on this page.',
      open: blank('further measures of the operator'),
    },
    {
      point: '(d) Further processors',
      given: 'Those on this page.',
      open: blank('consent to them, and how changes are announced'),
    },
    {
      point: '(e) Rights of the people concerned',
      given: `Access, disconnection and erasure by each person alone, at ${publicUrl}/me, with a receipt. What stays of sent emails goes after ${historyDays} days.`,
      open: blank('where requests arrive'),
    },
    {
      point: '(f) Help with security, breaches, impact assessments',
      given:
        'Alerts, audit logs, and steps by which an operator stops callers, ends connections and makes everything stored unreadable.',
      open: blank('how soon and to whom a breach is reported'),
    },
    {
      point: '(g) Erasure or return at the end',
      given: `The operator deletes the installation. Azure can restore a deleted storage account for ${STORAGE_RECOVERY_DAYS} days and keeps a deleted vault for ${VAULT_RECOVERY_DAYS}. There is nothing to return: contents are not kept.`,
      open: blank('date, and who confirms it'),
    },
    {
      point: '(h) Evidence and audits',
      given: "This page, the source code, and in the controller's own tenants Microsoft's sign-in and audit logs.",
      open: blank('how audits take place'),
    },
  ];
}
