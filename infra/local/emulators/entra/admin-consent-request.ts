/**
 * The request for an administrator's approval: `GET /{tenant}/v2.0/adminconsent`.
 *
 * It grants an application its permissions for a whole tenant. Source: learn.microsoft.com/entra/
 * identity-platform/v2-admin-consent. `common` is refused, because a personal account has no tenant to approve for.
 */
import { EntraError } from './errors.ts';
import { requireParameter } from './parameters.ts';
import type { RedirectTarget } from './redirect-target.ts';
import type { Registration } from './registration.ts';
import { parseScopes, type ScopeRequest } from './scope.ts';

export interface AdminConsentRequest extends RedirectTarget {
  kind: 'admin-consent';
  scope: ScopeRequest;
  /** As sent; the answer repeats it. */
  scopeText: string;
}

/** Reads the request; throws 90023 for `common`, 900144 or 70011 for the scopes. */
export function parseAdminConsentRequest(
  registrations: Registration[],
  target: RedirectTarget,
  parameters: URLSearchParams,
): AdminConsentRequest {
  if (target.authority.kind === 'common')
    throw new EntraError(90023, { value: 'the admin consent endpoint needs a tenant or organizations' });
  const scopeText = requireParameter(parameters, 'scope');
  const scope = parseScopes(scopeText, target.registration, registrations);
  return { ...target, kind: 'admin-consent', responseMode: 'query', scope, scopeText };
}
