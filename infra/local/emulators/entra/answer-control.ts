/**
 * Control calls `/__entra/…`, by which a test in another process changes what Entra knows. JSON in, JSON or 204 out.
 *
 * GET registrations · PATCH registrations/{clientId} · POST, PATCH, DELETE registrations/{clientId}/secrets ·
 * GET people · PATCH people/{key} · POST people/{key}/revocation · PUT, DELETE people/{key}/refusal (any code, error, suberror and
 * status) · DELETE people/{key}/sessions · DELETE sessions · GET, POST, DELETE consents · PATCH tenants/{id or domain} · PATCH settings · POST signing-keys.
 * None of it exists in Entra.
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { isEntraErrorCode } from './errors.ts';
import type { EntraControl } from './entra-control.ts';
import type { Registration } from './registration.ts';
import type { EntraSettings, EntraState, Refusal } from './state.ts';

/** Paths that begin like this come here. */
export const CONTROL_PREFIX = '/__entra/';

type Call = (entra: EntraState, control: EntraControl, name: string, input: Record<string, unknown>) => unknown;

const CALLS: Record<string, Call> = {
  'GET registrations': (entra) => entra.registrations,
  'PATCH registrations/*': (_entra, control, name, input) =>
    Object.assign(control.registration(name), input as Partial<Registration>),
  'POST registrations/*/secrets': (_entra, control, name, input) => control.addSecret(name, readDate(input.expiresAt)),
  'PATCH registrations/*/secrets': (_entra, control, name) => control.expireSecrets(name),
  'DELETE registrations/*/secrets': (_entra, control, name) => control.removeSecrets(name),
  'GET people': (entra) => entra.directory.people,
  'PATCH people/*': (_entra, control, name, input) => control.changePerson(name, input),
  'POST people/*/revocation': (_entra, control, name, { code, suberror }) =>
    control.revokeRefreshTokens(name, {
      ...(isEntraErrorCode(code) && { code }),
      ...(typeof suberror === 'string' && { suberror }),
    }),
  'PUT people/*/refusal': (_entra, control, name, input) => control.refuse(name, readRefusal(input)),
  'DELETE people/*/refusal': (_entra, control, name) => control.refuse(name, undefined),
  'DELETE people/*/sessions': (entra, _control, name) => entra.sessions.end(name),
  'DELETE sessions': (entra) => entra.sessions.end(),
  'GET consents': (entra) => entra.consents.records(),
  'POST consents': (_entra, control, _name, input) => control.grantConsent(input as never),
  'DELETE consents': (_entra, control, _name, input) => control.withdrawConsent(input),
  'PATCH tenants/*': (_entra, control, name, input) => control.changeTenant(name, input),
  'PATCH settings': (entra, _control, _name, input) => Object.assign(entra.settings, input as Partial<EntraSettings>),
  'POST signing-keys': (entra, _control, _name, input) => entra.keys.rotate({ isOldKept: input.isOldKept !== false }),
};

/** Answers a control call; 404 for an unknown one, 400 with a sentence for what cannot be done. */
export async function answerControl(
  entra: EntraState,
  control: EntraControl,
  request: EmulatedRequest,
): Promise<EmulatedAnswer> {
  const [kind = '', name = '', part] = request.url.pathname.slice(CONTROL_PREFIX.length).split('/');
  const pattern = [kind, ...(name ? ['*'] : []), ...(part ? [part] : [])].join('/');
  const call = CALLS[`${request.method} ${pattern}`];
  if (!call) return { status: 404 };
  try {
    const sent = request.body.length > 0 ? (JSON.parse(request.body.toString('utf8')) as Record<string, unknown>) : {};
    const input = { ...Object.fromEntries(request.url.searchParams), ...sent };
    const result: unknown = await call(entra, control, decodeURIComponent(name), input);
    return result === undefined ? { status: 204 } : { status: 200, body: result as object };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function readRefusal({ endpoint, tenantId, code, status, error, suberror }: Record<string, unknown>): Refusal {
  if (endpoint !== 'token' && endpoint !== 'authorize') throw new Error('The endpoint is token or authorize.');
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  const wording = { code: number(code), status: number(status), error: text(error), suberror: text(suberror) };
  return { endpoint, tenantId: text(tenantId), ...wording };
}

function readDate(value: unknown): Date | undefined {
  return typeof value === 'string' ? new Date(value) : undefined;
}
