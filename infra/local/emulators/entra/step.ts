/**
 * A sign-in that waits for a person: its request, its browser, and the pages that ask for the account.
 */
import { randomBytes } from 'node:crypto';
import type { EmulatedAnswer } from '../kit/emulator.ts';
import type { AdminConsentRequest } from './admin-consent-request.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { BrowserSession } from './browser-sessions.ts';
import { buildPickerPage, buildSignInPage } from './pages/sign-in-page.ts';
import type { EntraState, PendingRequest } from './state.ts';

export interface Step {
  /** The name by which the page's form comes back. */
  ctx: string;
  pending: PendingRequest;
  browser: BrowserSession;
}

/** Starts a step for a checked request. */
export function createStep(
  entra: EntraState,
  request: AuthorizationRequest | AdminConsentRequest,
  browser: BrowserSession,
): Step {
  const ctx = randomBytes(24).toString('base64url');
  const pending = { sessionId: browser.id, request };
  entra.pending.set(ctx, pending);
  return { ctx, pending, browser };
}

/** Shows the people who are signed in, and the others. */
export function askPicker(entra: EntraState, step: Step): EmulatedAnswer {
  return buildPickerPage({ ...describeStep(entra, step), signedIn: step.browser.people() });
}

/** Shows the address field; `address` fills it, `problem` says what was wrong with the last one. */
export function askAddress(
  entra: EntraState,
  step: Step,
  input: { address?: string | undefined; problem?: string | undefined } = {},
): EmulatedAnswer {
  return buildSignInPage({ ...describeStep(entra, step), ...input });
}

/** The picker when a person is signed in, else the address field. */
export function askAccount(entra: EntraState, step: Step): EmulatedAnswer {
  return step.browser.people().length > 0 ? askPicker(entra, step) : askAddress(entra, step);
}

function describeStep(entra: EntraState, { ctx, pending, browser }: Step) {
  const { authority, registration } = pending.request;
  return {
    segment: authority.segment,
    ctx,
    applicationName: registration.name,
    people: entra.directory.people,
    setCookie: browser.setCookie,
  };
}
