/**
 * Gets the token that a mail server of Exchange wants to see: the app's own, of the home tenant of the mailbox, kept for a while. One for
 * the Exchange of another cloud is another one.
 *
 * A person's grant is not used: it would need another permission of everybody, and the server lets the app into exactly those mailboxes
 * to which the home tenant's administrator has let it. Source: Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth".
 */
import { createCache } from '../../cache.ts';
import type { AcquireForApplication } from '../../oauth/token-client.ts';
import {
  APPLICATION_TOKEN_KEPT_SECONDS,
  APPLICATION_TOKEN_MARGIN_SECONDS,
  APPLICATION_TOKENS_MAX,
} from '../../provider-limits.ts';
import type { Registrations } from '../../tenants/registration.ts';
import type { SmtpProviderDependencies } from './smtp-provider.ts';

export interface ReadSmtpTokenDependencies {
  registrations: Pick<Registrations, 'readForHomeTenant'>;
  acquireForApplication: AcquireForApplication;
  now: () => Date;
}

/** @throws ConnectorError as AcquireForApplication */
export function createReadSmtpToken({
  registrations,
  acquireForApplication,
  now,
}: ReadSmtpTokenDependencies): SmtpProviderDependencies['readToken'] {
  const tokens = createCache<{ accessToken: string; expiresAt: Date }>({
    entriesMax: APPLICATION_TOKENS_MAX,
    lifetimeSeconds: APPLICATION_TOKEN_KEPT_SECONDS,
    now,
  });
  return async ({ homeTenantId: tenantId, scope, refused }) => {
    const registration = await registrations.readForHomeTenant(tenantId);
    const key = `${registration.clientId} ${tenantId} ${scope}`;
    const kept = tokens.peek(key);
    const isSpent =
      kept &&
      (kept.accessToken === refused ||
        kept.expiresAt.getTime() - now().getTime() <= APPLICATION_TOKEN_MARGIN_SECONDS * 1000);
    if (isSpent) tokens.delete(key);
    const { accessToken } = await tokens.get(key, () => acquireForApplication({ registration, tenantId, scope }));
    return accessToken;
  };
}
