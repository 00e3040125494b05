/**
 * The handshakes by which senders of events try an address before they use it.
 *
 * Business Central sends `?validationToken=…` when a subscription is created or renewed and wants it back as text; Event Grid posts a
 * validation code, or asks by OPTIONS (CloudEvents, HTTP 1.1 web hooks 1.0). They come before any secret is known, so they are answered
 * at every address in the same way: nothing is looked up, kept or told. What is given back is short and printable.
 */
import { ECHO_MAX_CHARACTERS } from '../door-limits.ts';
import { ConnectorError } from '../errors.ts';
import { property } from '../submission/json-value.ts';

/** What is to be given back, and to whom. */
export interface Handshake {
  handshake: 'validationToken' | 'validationCode';
  text: string;
}

/** `token`: of the query; null where it has none. @throws ConnectorError `invalid_request` for one that cannot be given back */
export function readValidationToken(token: string | null): Handshake | undefined {
  if (token === null) return undefined;
  if (isEchoed(token)) return { handshake: 'validationToken', text: token };
  const detail = `is not 1 to ${ECHO_MAX_CHARACTERS} printable ASCII characters`;
  throw new ConnectorError('invalid_request', { faults: [{ pointer: 'query:validationToken', detail }] });
}

/** Of a body with Event Grid's own schema. */
export function readValidationCode(eventType: string | null, posted: unknown): Handshake | undefined {
  if (eventType !== 'SubscriptionValidation' || !Array.isArray(posted)) return undefined;
  const [event] = posted as unknown[];
  const code = property(property(event, 'data'), 'validationCode');
  const isValidation = property(event, 'eventType') === 'Microsoft.EventGrid.SubscriptionValidationEvent';
  return isValidation && typeof code === 'string' && isEchoed(code)
    ? { handshake: 'validationCode', text: code }
    : undefined;
}

/** The headers that allow a host of Event Grid to deliver; undefined for what is no name of a host. */
export function allowOrigin(origin: string | null): Record<string, string> | undefined {
  if (origin === null || !/^(?=.{1,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/i.test(origin)) return undefined;
  return { 'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': '*' };
}

function isEchoed(text: string): boolean {
  return text.length <= ECHO_MAX_CHARACTERS && /^[\x20-\x7e]+$/.test(text);
}
