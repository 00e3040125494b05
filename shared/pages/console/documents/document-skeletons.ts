/**
 * What the field of a new document shows, so that its first properties need not be looked up. None of them can be saved as it is, but for
 * that of a host tenant, which then is as the settings say.
 */
import type { DocumentKind } from '../../../configuration-addresses.ts';

export const documentSkeletons: Readonly<Record<DocumentKind, object>> = {
  tenant: { name: '' },
  registration: { credential: 'secret', secretName: '', homeTenants: [] },
  source: { callerId: '', secretNames: [] },
  door: {
    kind: 'business-central-event',
    clientState: { secretNames: [] },
    callerId: '',
    template: '',
    events: [],
    fields: {},
    language: { rule: 'fixed', language: 'en' },
    sender: { rule: 'initiator' },
    recipients: { rule: 'fixed', addresses: [] },
    eventsPerHour: 100,
  },
  template: { defaultLanguage: 'en', placeholders: {}, languages: { en: { subject: '', text: '' } } },
  callback: { url: '', events: [], callerId: '', secretNames: [] },
  mailbox: { provider: '' },
};
