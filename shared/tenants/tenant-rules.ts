/**
 * What the documents about host tenants mean for messages: nothing is sent for a tenant that is paused or has left, no more is accepted
 * than its limits say, and where it only tests, nobody else is written to.
 *
 * Limits are counted in memory, by each instance for itself, so that they cost a message nothing. It is asked at every use and remembers
 * no tenant.
 */
import { createCache } from '../cache.ts';
import { TENANT_COUNTERS_MAX } from '../configuration-limits.ts';
import type { Environment } from '../environment.ts';
import { ConnectorError } from '../errors.ts';
import { requireEnvironment } from './environment-rule.ts';
import type { HostTenant, Sandbox, Tenants } from './host-tenant.ts';

const MINUTE = 60_000;

export function createTenantRules(tenants: Pick<Tenants, 'read'>, now: () => Date) {
  const counts = createCache<{ count: number }>({ entriesMax: TENANT_COUNTERS_MAX, lifetimeSeconds: 60, now });

  async function requireActive(hostTenantId: string, mayWait = false): Promise<HostTenant> {
    const tenant = await tenants.read(hostTenantId);
    if (!tenant || tenant.state === 'left') throw new ConnectorError('tenant_left');
    if (tenant.state === 'paused' && !mayWait) throw new ConnectorError('tenant_paused');
    return tenant;
  }

  /** A minute by the clock, so that what is refused now is accepted at its end. */
  function counterOf(key: string): { count: number } {
    const minute = Math.floor(now().getTime() / MINUTE);
    const named = `${key} ${minute}`;
    const counter = counts.peek(named) ?? { count: 0 };
    counts.set(named, counter);
    return counter;
  }

  return {
    async requireActive(hostTenantId: string): Promise<void> {
      await requireActive(hostTenantId);
    },
    async admit(
      { hostTenantId, clientId }: { hostTenantId: string; clientId: string },
      mayWait: boolean,
      environment?: Environment | null,
    ): Promise<void> {
      const tenant = await requireActive(hostTenantId, mayWait);
      const { limits, environments } = tenant;
      if (environments && environment !== undefined) requireEnvironment(tenant, clientId, environment);
      if (!limits) return;
      const ofTenant = counterOf(hostTenantId);
      const ofApplication = counterOf(`${hostTenantId} ${clientId}`);
      const { messagesPerMinute = Infinity, messagesPerMinuteOfApplication = Infinity } = limits;
      if (ofTenant.count >= messagesPerMinute || ofApplication.count >= messagesPerMinuteOfApplication)
        throw new ConnectorError('quota_exceeded', {
          retryAfterSeconds: Math.ceil((MINUTE - (now().getTime() % MINUTE)) / 1000),
        });
      ofTenant.count += 1;
      ofApplication.count += 1;
    },
    async readRecipientRule(hostTenantId: string): Promise<Sandbox | undefined> {
      return (await tenants.read(hostTenantId))?.sandbox;
    },
  };
}
