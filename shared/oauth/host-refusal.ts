/**
 * What a refusal of Entra means where the host tenant was asked: its administrator acts, not that of the person's own organisation.
 *
 * A few refusals say by their number that it is the person's own organisation that forbids the way to the host tenant. Faults of
 * ours, outages and a code that does not match are the same anywhere.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { ErrorCode } from '../outcomes.ts';

const hostCodes: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  admin_approval_required: 'host_approval_required',
  admin_approval_likely: 'host_approval_likely',
  consent_declined: 'host_consent_declined',
  blocked_by_home_policy: 'blocked_by_host_policy',
  sign_in_frequency: 'blocked_by_host_policy',
  assignment_required: 'host_assignment_required',
  home_tenant_blocked: 'host_tenant_blocked',
  account_unavailable: 'host_account_unavailable',
  consent_required: 'host_sign_in_refused',
};

/** Tenant restrictions of the person's network, and the outbound access policy of their organisation. */
const ofHomeTenant = new Set(['AADSTS500021', 'AADSTS500022', 'AADSTS500212']);

/** A refusal that came with the browser, which anybody can write into the address; it raises no alarm. */
export function readHostRedirect(error: ConnectorError): ConnectorError {
  // With a number of Entra it is the host tenant that says no, for whatever reason; without one it is no answer of Entra.
  const isNumbered = error.code === 'sign_in_invalid' && error.upstreamCode !== undefined;
  return isNumbered ? rename(error, 'host_sign_in_refused') : readHost(error);
}

function readHost(error: ConnectorError): ConnectorError {
  const code = ofHomeTenant.has(error.upstreamCode ?? '') ? undefined : hostCodes[error.code];
  return code ? rename(error, code) : error;
}

/** A refusal of the host tenant's token endpoint. Where it keeps the app out, nobody can connect, and the operator hears of it. */
export function readHostAnswer(error: ConnectorError): ConnectorError {
  // At the home tenant such an answer means: start again.
  const isWrapped = error.code === 'sign_in_invalid' && hasCode(error.cause, 'consent_required');
  const read = readHost(isWrapped ? (error.cause as ConnectorError) : error);
  return read.code === 'host_tenant_blocked' && error.upstreamCode !== 'AADSTS500213'
    ? rename(error, 'host_tenant_refused')
    : read;
}

function rename(error: ConnectorError, code: ErrorCode): ConnectorError {
  const { upstreamCode, upstreamRequestId } = error;
  return new ConnectorError(code, {
    cause: error,
    ...(upstreamCode && { upstreamCode }),
    ...(upstreamRequestId && { upstreamRequestId }),
  });
}
