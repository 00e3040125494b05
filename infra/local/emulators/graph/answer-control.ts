/**
 * The control calls by which tests in another process read and set this Graph.
 *
 * `GET|DELETE /__graph/messages[?mailbox=address]` (DELETE forgets everything but the settings) · `GET /__graph/drafts[?mailbox=address]` ·
 * `POST /__graph/challenges` `{ objectId, claims? }` · `POST /__graph/throttles` `{ mailbox, seconds }` (0 ends it) ·
 * `POST /__graph/size-limits` `{ mailbox, bytes }` · `POST /__graph/upload-expiries` `{ afterRanges }` (of the next session) ·
 * `POST /__graph/shared-mailboxes` `{ tenantId, address, displayName }` · `POST /__graph/send-as` `{ mailbox, person }` ·
 * `POST /__graph/application-mailboxes` `{ tenantId, appId, mailboxes }` (RBAC for Applications) ·
 * `GET|PATCH /__graph/settings` (any of settings.ts) · `GET /__graph/concurrency` (peak per mailbox).
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import type { GraphSettings } from './settings.ts';
import type { GraphState } from './state.ts';

export const CONTROL_PREFIX = '/__graph/';

/** Answers a control call; 404 for any other path or method, 400 for a body that does not fit. */
export function answerControl(state: GraphState, { method, url, body }: EmulatedRequest): EmulatedAnswer {
  const { mailboxes, drafts, concurrency, throttles, sizeLimits, uploads, settings, authentication, rights } = state;
  const isAsked = (address: string) =>
    [undefined, address.toLowerCase()].includes(url.searchParams.get('mailbox')?.toLowerCase());
  const given = method === 'GET' || method === 'DELETE' ? {} : (parse(body) ?? {});
  const { mailbox, objectId, claims, tenantId, appId, address, displayName, person, mailboxes: addresses } = given;
  switch (`${method} ${url.pathname.slice(CONTROL_PREFIX.length)}`) {
    case 'GET messages':
      return { status: 200, body: mailboxes.list().filter(({ from }) => isAsked(from.address)) };
    case 'GET drafts':
      return { status: 200, body: drafts.describe().filter((one) => isAsked(one.mailbox)) };
    case 'DELETE messages':
      state.clear();
      return { status: 204 };
    case 'POST challenges':
      if (typeof objectId !== 'string') return { status: 400 };
      authentication.challenge(objectId, typeof claims === 'string' ? claims : undefined);
      return { status: 204 };
    case 'POST throttles':
      if (typeof mailbox !== 'string' || typeof given['seconds'] !== 'number') return { status: 400 };
      throttles.set(mailbox, given['seconds']);
      return { status: 204 };
    case 'POST size-limits':
      if (typeof mailbox !== 'string' || typeof given['bytes'] !== 'number') return { status: 400 };
      sizeLimits.set(mailbox, given['bytes']);
      return { status: 204 };
    case 'POST upload-expiries':
      if (typeof given['afterRanges'] !== 'number') return { status: 400 };
      uploads.expireNextAfter(given['afterRanges']);
      return { status: 204 };
    case 'POST shared-mailboxes':
      if (!isText(tenantId) || !isText(address)) return { status: 400 };
      rights.addSharedMailbox({ tenantId, address, displayName: isText(displayName) ? displayName : '' });
      return { status: 204 };
    case 'POST send-as':
      if (!isText(mailbox) || !isText(person)) return { status: 400 };
      rights.allowSendAs(mailbox, person);
      return { status: 204 };
    case 'POST application-mailboxes':
      if (!isText(tenantId) || !isText(appId) || !Array.isArray(addresses)) return { status: 400 };
      rights.assignToApplication(tenantId, appId, addresses.map(String));
      return { status: 204 };
    case 'GET settings':
      return { status: 200, body: settings };
    case 'PATCH settings':
      return change(settings, given) ? { status: 200, body: settings } : { status: 400 };
    case 'GET concurrency':
      return { status: 200, body: concurrency.peaks() };
    default:
      return { status: 404 };
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Changes all that is given, or nothing when one of it is no setting or not of its type. */
function change(settings: GraphSettings, given: Record<string, unknown>): boolean {
  const isKnown = Object.entries(given).every(
    ([name, value]) => typeof value === typeof settings[name as keyof GraphSettings],
  );
  if (isKnown) Object.assign(settings, given);
  return isKnown;
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
