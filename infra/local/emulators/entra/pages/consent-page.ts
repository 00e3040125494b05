/**
 * Where permissions are granted or refused: a person's consent, an administrator's, or the notice that one is needed.
 */
import type { EmulatedAnswer } from '../../kit/emulator.ts';
import { html } from '../../kit/html.ts';
import { buildPage } from './layout.ts';

export interface ConsentPageInput {
  segment: string;
  ctx: string;
  applicationName: string;
  isPublisherVerified: boolean;
  /** Who is signed in. */
  address: string;
  tenantName: string;
  permissions: string[];
  /** `person`: for themselves; `administrator`: may tick the whole tenant; `tenant`: the whole tenant only. */
  scope: 'person' | 'administrator' | 'tenant';
  setCookie?: string | undefined;
}

/** The page with Accept and Cancel. */
export function buildConsentPage(input: ConsentPageInput): EmulatedAnswer {
  const isForTenant = input.scope === 'tenant';
  return buildPage({
    title: 'Permissions requested',
    setCookie: input.setCookie,
    body: html`<p class="quiet">${input.address}</p>
      <h1>${isForTenant ? 'Permissions requested: review for your organization' : 'Permissions requested'}</h1>
      <p>
        <strong>${input.applicationName}</strong><br />
        <span class="quiet">${input.isPublisherVerified ? 'verified publisher' : 'unverified'}</span>
      </p>
      <p>
        ${isForTenant ? `For everybody at ${input.tenantName}, this app would like to:` : 'This app would like to:'}
      </p>
      <ul class="permissions">
        ${input.permissions.map((permission) => html`<li>${permission}</li>`)}
      </ul>
      <form method="post" action="/${input.segment}/consent">
        <input type="hidden" name="ctx" value="${input.ctx}" />
        ${
          input.scope === 'administrator' &&
          html`<label
            ><input type="checkbox" name="organization" value="on" /> Consent on behalf of your organization</label
          >`
        }
        <div class="actions">
          <button class="second" name="decision" value="cancel">Cancel</button>
          <button name="decision" value="accept">Accept</button>
        </div>
      </form>`,
  });
}

/** The page on which a person learns that only an administrator can grant this; many never come back from it. */
export function buildApprovalPage(input: Omit<ConsentPageInput, 'scope'> & { canRequest: boolean }): EmulatedAnswer {
  const decision = (value: string, name: string) =>
    html`<p><button class="link" name="decision" value="${value}">${name}</button></p>`;
  return buildPage({
    title: input.canRequest ? 'Approval required' : 'Need admin approval',
    setCookie: input.setCookie,
    body: html`<p class="quiet">${input.address}</p>
      <h1>${input.canRequest ? 'Approval required' : 'Need admin approval'}</h1>
      <p>
        <strong>${input.applicationName}</strong><br />
        <span class="quiet">${input.isPublisherVerified ? 'verified publisher' : 'unverified'}</span>
      </p>
      <p>
        ${input.applicationName} needs permission to access resources in your organization that only an admin can grant.
        Please ask an admin to grant permission to this app before you can use it.
      </p>
      <ul class="permissions">
        ${input.permissions.map((permission) => html`<li>${permission}</li>`)}
      </ul>
      <form method="post" action="/${input.segment}/approval">
        <input type="hidden" name="ctx" value="${input.ctx}" />
        ${
          input.canRequest &&
          html`<label for="reason">Enter justification for requesting this app</label>
            <textarea id="reason" name="reason" rows="3"></textarea>
            <div class="actions"><button name="decision" value="request">Request approval</button></div>`
        }
        ${decision('administrator', 'Have an admin account? Sign in with that account')}
        ${decision('return', 'Return to the application without granting consent')}
      </form>
      <p class="quiet">AADSTS${input.canRequest ? '90095' : '90094'}</p>`,
  });
}

/** The page after a request for approval was sent. */
export function buildRequestSentPage(input: { segment: string; ctx: string }): EmulatedAnswer {
  return buildPage({
    title: 'Request sent',
    body: html`<h1>Request sent</h1>
      <p>Your request has been sent to your admin. You will get an email when it was reviewed.</p>
      <form method="post" action="/${input.segment}/approval">
        <input type="hidden" name="ctx" value="${input.ctx}" />
        <div class="actions"><button name="decision" value="return">Back to app</button></div>
      </form>`,
  });
}
