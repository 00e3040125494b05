/**
 * Pages without a question: an error that is not sent on, a form that posts itself to the application, signed out.
 */
import type { EmulatedAnswer } from '../../kit/emulator.ts';
import type { EntraError, ErrorIds } from '../errors.ts';
import { html } from '../../kit/html.ts';
import { buildPage } from './layout.ts';

export interface ErrorPageInput {
  error: EntraError;
  ids: ErrorIds;
  /** Lets the person try another account. */
  retry?: { segment: string; ctx: string };
  setCookie?: string | undefined;
}

/** The page of a refusal that is not sent to the application. */
export function buildErrorPage({ error, ids, retry, setCookie }: ErrorPageInput): EmulatedAnswer {
  return buildPage({
    title: 'Sign in to your account',
    status: error.status,
    setCookie,
    body: html`<h1>Sorry, but we’re having trouble signing you in.</h1>
      <p class="problem" role="alert">${error.code && `AADSTS${error.code}: `}${error.message}</p>
      ${
        retry &&
        html`<form method="post" action="/${retry.segment}/login">
          <input type="hidden" name="ctx" value="${retry.ctx}" />
          <button class="second" name="another" value="1">Use another account</button>
        </form>`
      }
      <h2>Troubleshooting details</h2>
      <p class="quiet">
        Request Id: ${ids.traceId}<br />Correlation Id: ${ids.correlationId}<br />Timestamp: ${ids.timestamp}
      </p>`,
  });
}

/** The answer in response mode `form_post`: posts itself, and has a button where scripts do not run. */
export function buildFormPostPage(
  redirectUri: string,
  parameters: [string, string][],
  setCookie?: string,
): EmulatedAnswer {
  return buildPage({
    title: 'Working...',
    setCookie,
    script: 'document.forms[0].submit()',
    body: html`<form method="post" action="${redirectUri}" name="hiddenform">
      ${parameters.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <p>Script is disabled. Click Continue to go on.</p>
      <div class="actions"><button>Continue</button></div>
    </form>`,
  });
}

/** The page after signing out. */
export function buildSignedOutPage(): EmulatedAnswer {
  return buildPage({
    title: 'Signed out',
    body: html`<h1>You signed out of your account</h1>
      <p>It’s a good idea to close all browser windows.</p>`,
  });
}
