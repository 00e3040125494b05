/**
 * Asks Entra, as any browser may, whether a registration has the redirect URI of an address. Needs no right in its tenant.
 */
import { ConnectorError } from '../../shared/errors.ts';
import { knowsRedirectUri, type RedirectUriDependencies } from '../../shared/readiness/check-redirect-uri.ts';

/** Another redirect URI; a client that the tenant does not know. */
const refusals: readonly string[] = ['AADSTS50011', 'AADSTS700016'];

/** Undefined where Entra does not answer, or says neither. */
export async function askEntra(dependencies: RedirectUriDependencies): Promise<boolean | undefined> {
  try {
    return await knowsRedirectUri(dependencies);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return refusals.includes(error.upstreamCode ?? '') ? false : undefined;
  }
}
