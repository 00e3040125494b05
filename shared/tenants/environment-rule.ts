/**
 * From which environments of an ERP an application may send: a copy of an environment, made for tests, has its original's credential
 * until somebody takes it away.
 *
 * An application that no entry names is held to nothing. It knows what a request says and nothing more. Pure.
 */
import { environmentHeaders, isSameEnvironment, type Environment } from '../environment.ts';
import { ConnectorError } from '../errors.ts';
import type { HostTenant } from './host-tenant.ts';

/**
 * `said` is null where the request could say it and does not.
 * @throws ConnectorError `environment_not_allowed`
 */
export function requireEnvironment(
  { environments }: Pick<HostTenant, 'environments'>,
  clientId: string,
  said: Environment | null,
): void {
  const allowed = environments?.filter((one) => one.clientId === clientId) ?? [];
  if (allowed.length === 0 || (said && allowed.some((one) => isSameEnvironment(one, said)))) return;
  const isOtherType = said !== null && allowed.some((one) => isSameEnvironment(one, { ...said, type: one.type }));
  const part = isOtherType ? 'type' : 'name';
  const pointer = said?.at?.[part] ?? `header:${environmentHeaders[part]}`;
  const detail = said ? 'is not allowed' : 'is missing';
  throw new ConnectorError('environment_not_allowed', { faults: [{ pointer, detail }] });
}
