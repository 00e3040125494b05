/**
 * Reads the description for Power Platform that an installation serves: `GET /swagger.json`.
 */
import { isLoopback } from '../../shared/http/loopback.ts';

/** What of it the connector needs. */
export interface Description {
  swagger: '2.0';
  paths: Record<string, Record<string, { operationId: string; 'x-ms-pageable'?: object }>>;
  securityDefinitions: { entra: { tokenUrl: string; scopes: Record<string, string> } };
}

const TIMEOUT_MILLISECONDS = 60_000;

/** Rejects with a plain sentence. */
export async function readDescription(publicUrl: string | undefined): Promise<Description> {
  const address = publicUrl?.trim().replace(/\/+$/, '');
  if (!address) throw new Error('Say which installation: --public-url https://guestmail.contoso.com/api');
  const { protocol, hostname } = URL.parse(address) ?? {};
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname ?? '')))
    throw new Error('The public URL is not an https address.');
  const response = await fetch(`${address}/swagger.json`, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) }).catch(
    () => undefined,
  );
  if (!response) throw new Error(`Nothing answers at ${address}.`);
  const description: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (isDescription(description)) return description;
  throw new Error(`There is no description at ${address}: the address ends with the route prefix, such as /api.`);
}

function isDescription(value: unknown): value is Description {
  const { swagger, paths, securityDefinitions } = (value ?? {}) as Partial<Description>;
  return swagger === '2.0' && paths !== undefined && securityDefinitions?.entra !== undefined;
}
