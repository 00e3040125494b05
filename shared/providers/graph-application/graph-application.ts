/**
 * Sends from mailboxes of a home tenant as the app itself, which that tenant's administrator allows in Exchange (RBAC for Applications).
 *
 * The token is the app's own, of the home tenant's token endpoint, so it exists only where that tenant knows the app; it is kept for a
 * while for each app registration and home tenant. It needs no permission in Entra: which mailboxes it opens is Exchange's role assignment,
 * and one in Entra would open all of them. Nobody's grant is read or changed.
 * Sources: Microsoft identity platform client credentials flow; Exchange Online, Role Based Access Control for Applications.
 */
import { createCache } from '../../cache.ts';
import { ConnectorError } from '../../errors.ts';
import { GRAPH_SCOPE } from '../../graph/graph-scope.ts';
import type { AcquireForApplication } from '../../oauth/token-client.ts';
import {
  APPLICATION_TOKEN_KEPT_SECONDS,
  APPLICATION_TOKEN_MARGIN_SECONDS,
  APPLICATION_TOKENS_MAX,
} from '../../provider-limits.ts';
import type { Registration, Registrations } from '../../tenants/registration.ts';
import type { GraphAccess } from '../graph-access.ts';
import type { Provider, ProviderMailbox } from '../provider.ts';
import { sendByGraph } from '../send-by-graph.ts';
import { checkRestriction, probeAccess } from './check-restriction.ts';
import type { GraphApplicationDocument } from './graph-application-document.ts';
import { readTokenTenant } from './read-token-tenant.ts';
import { sendPath } from './send-path.ts';

export interface GraphApplicationDependencies {
  graph: GraphAccess;
  registrations: Pick<Registrations, 'readForHomeTenant'>;
  acquireForApplication: AcquireForApplication;
  now: () => Date;
}

type Mailbox = Pick<ProviderMailbox<GraphApplicationDocument>, 'document'>;

export function createGraphApplication(dependencies: GraphApplicationDependencies): Provider<GraphApplicationDocument> {
  const { graph, registrations, acquireForApplication, now } = dependencies;
  const tokens = createCache<{ accessToken: string; expiresAt: Date }>({
    entriesMax: APPLICATION_TOKENS_MAX,
    lifetimeSeconds: APPLICATION_TOKEN_KEPT_SECONDS,
    now,
  });

  /** @throws ConnectorError `home_tenant_blocked` where that tenant does not know the app, and what else Entra said */
  async function acquire(registration: Registration, tenantId: string, claims?: string) {
    const request = { registration, tenantId, scope: GRAPH_SCOPE, ...(claims !== undefined && { claims }) };
    const { accessToken, expiresAt } = await acquireForApplication(request);
    const issuedBy = readTokenTenant(accessToken);
    if (issuedBy !== undefined && issuedBy !== tenantId)
      throw new ConnectorError('sealed_record_refused', { cause: new Error('The token is of another tenant.') });
    return { accessToken, expiresAt };
  }

  async function open({ document }: Mailbox, { refused, claims }: { refused?: string; claims?: string } = {}) {
    const tenantId = document.homeTenantId;
    const registration = await registrations.readForHomeTenant(tenantId);
    const key = `${registration.clientId} ${tenantId}`;
    const isUsable = ({ accessToken, expiresAt }: { accessToken: string; expiresAt: Date }) =>
      accessToken !== refused && expiresAt.getTime() - now().getTime() > APPLICATION_TOKEN_MARGIN_SECONDS * 1000;
    const kept = tokens.peek(key);
    if (kept && !isUsable(kept)) tokens.delete(key);
    // A challenge is answered by a token that was asked for with it.
    const load = () => acquire(registration, tenantId, claims);
    if (claims === undefined) return (await tokens.get(key, load)).accessToken;
    const token = await load();
    tokens.set(key, token);
    return token.accessToken;
  }

  return {
    open,
    async send({ address }, accessToken, message) {
      const outcome = await sendByGraph(graph, accessToken, { ...message, path: sendPath(address) });
      // What a person does about it helps nobody here.
      const isDenied = outcome.kind === 'refused' && outcome.code === 'access_denied';
      return isDenied ? { ...outcome, code: 'mailbox_not_allowed' } : outcome;
    },
    probe: ({ address }, accessToken) => probeAccess(graph, accessToken, address),
    check({ document }) {
      const tenantId = document.homeTenantId;
      // One that is kept may be of before a right was given or taken.
      const readToken = async () =>
        (await acquire(await registrations.readForHomeTenant(tenantId), tenantId)).accessToken;
      return checkRestriction(document, { graph, readToken });
    },
  };
}
