/** The error codes that come of what the operator keeps of a tenant. */
import { tenantDocument } from '../../shared/configuration-addresses.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann } from './api.ts';
import { createStrictApi as createApi } from './submit.ts';

export const tenantProducers = {
  document_changed: () => {
    const api = createApi();
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    return api.call('tenant', 'PUT', { params: { tenant: hostTenantId }, headers, body: '{}' }, 'operator');
  },
  recipient_not_allowed: async () => {
    const api = createApi();
    await api.signIn('ann');
    await api.keepTenant({ sandbox: { allowedRecipients: ['@fabrikam.com'] } });
    return api.send();
  },
  tenant_paused: async () => {
    const api = createApi();
    await api.keepTenant({ isPaused: true });
    return api.send();
  },
  tenant_left: async () => {
    const api = createApi();
    const left = { departures: [{ startedAt: '2026-11-24T12:00:00Z' }] };
    await api.connector.configuration.put(tenantDocument(hostTenantId), left, 'none', 'operator');
    return api.send();
  },
  environment_not_allowed: async () => {
    const api = createApi();
    await api.signIn('ann');
    const clientId = '0000ca11-0000-4000-8000-000000000001';
    await api.keepTenant({ environments: [{ clientId, type: 'Production', name: 'Production' }] });
    return api.send({}, { 'Guestmail-Environment-Type': 'Sandbox', 'Guestmail-Environment-Name': 'Production' });
  },
  guest_account_reset: async () => {
    const api = createApi();
    await api.signIn('ann');
    const sender = { hostTenantId, hostObjectId: ann };
    await api.connector.senders.noteHostAccount(sender, { kind: 'present', isEnabled: true, isPending: true });
    return api.send();
  },
  quota_exceeded: async () => {
    const api = createApi();
    await api.signIn('ann');
    await api.keepTenant({ limits: { messagesPerMinute: 1 } });
    await api.send();
    return api.send();
  },
};
