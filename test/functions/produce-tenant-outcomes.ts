/** The error codes that come of what the operator keeps of a tenant. */
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
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
    await api.keepTenant({ departures: [{ startedAt: '2026-11-24T12:00:00Z' }] });
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
