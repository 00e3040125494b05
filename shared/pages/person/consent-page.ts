/**
 * The consent page (GET /authorize): who asks for what, before Microsoft asks.
 *
 * The same for everybody and without any effect, so its address may be published and forwarded. What it promises is what the
 * connector does; a change there changes this text.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { buildItDepartmentText } from './it-department-text.ts';
import { renderPage } from '../kit/layout.ts';
import type { PageSettings } from '../kit/page-settings.ts';
import { listPermissions } from './permissions.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';

export interface ConsentPageView {
  settings: PageSettings;
  /** For an administrator of any organisation: `{ENTRA_AUTHORITY}/organizations/v2.0/adminconsent?…`. */
  adminConsentUrl: string;
}

export function renderConsentPage({ settings, adminConsentUrl }: ConsentPageView): string {
  const { erpName, hostName, publicUrl } = settings;
  return renderPage({
    settings,
    title: `Let ${erpName} at ${hostName} send email as you`,
    heading: html`Let <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi> send email as you`,
    main: html`<p class="lead">
        You work in <bdi>${erpName}</bdi> at <bdi>${hostName}</bdi>. If you agree, the emails it sends in your name
        leave from your own work mailbox. Nothing changes until you continue.
      </p>
      ${renderFacts(settings)} ${renderSteps(settings)}
      <div class="actions">
        ${renderFormButton({
          action: `${publicUrl}/authorize`,
          label: 'Continue to Microsoft',
          busyLabel: 'Opening Microsoft…',
          look: 'primary',
        })}
      </div>
      ${renderApproval(settings, adminConsentUrl)}
      <h2>How to stop</h2>
      <p>
        Open <a href="${publicUrl}/me">your connection</a> and choose Disconnect. From then on
        <bdi>${erpName}</bdi> cannot send as you.
      </p>
      <h2>What is kept</h2>
      <p>
        Your permission, a token from Microsoft: encrypted, and deleted when you disconnect. Your address, and when you
        connected it. Of each email, when it was sent and whether Microsoft took it; not its text, attachments or
        recipients once Microsoft has it.
      </p>`,
  });
}

function renderFacts({ erpName, hostName, mailPermission }: PageSettings): SafeHtml {
  return html`<dl class="facts">
    <div>
      <dt>What goes out</dt>
      <dd>
        Emails that <bdi>${erpName}</bdi> sends in your name, for example invoices, orders and reminders.
        <bdi>${hostName}</bdi> decides which. People who get them see you as the sender.
      </dd>
    </div>
    <div>
      <dt>From which address</dt>
      <dd>Your own work address: the mailbox of the account you sign in with. Never somebody else’s.</dd>
    </div>
    <div>
      <dt>Where you see it</dt>
      <dd>
        In Sent Items of your mailbox, like email that you sent yourself, unless <bdi>${hostName}</bdi> asks for an
        email to leave no copy.
      </dd>
    </div>
    <div>
      <dt>When</dt>
      <dd>Also while you are signed out, until you disconnect.</dd>
    </div>
    ${mailPermission === 'Mail.ReadWrite' ? readWriteLimits : sendLimits}
  </dl>`;
}

const sendLimits = html`<div>
  <dt>What it cannot do</dt>
  <dd>It cannot read, change or delete your mail. The permission is for sending only. It never sees your password.</dd>
</div>`;

const readWriteLimits = html`<div>
    <dt>How it sends</dt>
    <dd>
      It saves each email as a draft, sends the draft, and checks that it stands in Sent Items. Microsoft has no smaller
      permission for this: its screen lists “Read and write access to your mail”, which would allow more.
    </dd>
  </div>
  <div>
    <dt>What it does not do</dt>
    <dd>
      It does not read your other mail, and it deletes nothing but leftover drafts of its own. It never sees your
      password.
    </dd>
  </div>`;

function renderSteps({ entraAuthority, entraClientId, hostName, mailPermission }: PageSettings): SafeHtml {
  const shown = listPermissions(mailPermission).map(
    ({ shownAs, usedFor }) => html`<li><b>${shownAs}</b>: ${usedFor}</li>`,
  );
  return html`<h2>What Microsoft asks you</h2>
    <p>Microsoft signs you in twice. Choose the same work account both times.</p>
    <ol>
      <li>First as a user of <bdi>${hostName}</bdi>. This proves who you are there.</li>
      <li>
        Then at your own organisation. This proves that the mailbox is yours. Microsoft asks for your permission here,
        unless your IT department has given it for everybody.
      </li>
    </ol>
    <p>
      Type your password only where the address starts with <code>${new URL(entraAuthority).origin}/</code>, or on the
      sign-in page of your own organisation.
    </p>
    <p>
      Microsoft may call the app “unverified”. That means its publisher has not gone through Microsoft’s verification.
      To compare: our app id is <code>${entraClientId}</code>, and it stands after <code>client_id=</code> in the
      address of Microsoft’s page.
    </p>
    <details>
      <summary>What Microsoft’s screen lists</summary>
      <div>
        <p>Some or all of these lines, and what each is used for:</p>
        <ul>
          ${shown}
        </ul>
      </div>
    </details>`;
}

function renderApproval(settings: PageSettings, adminConsentUrl: string): SafeHtml {
  const text = buildItDepartmentText({ settings, request: { kind: 'approval', adminConsentUrl } });
  return html`<details>
    <summary>If Microsoft says “Need admin approval”</summary>
    <div>
      <p>
        Many organisations let only their IT department approve apps. Then Microsoft stops you there, and nothing is
        connected. Send this text to your IT department. After one approval, come back to this page.
      </p>
      ${renderTextToCopy('it-department-text', text)}
      <p>
        Are you an administrator yourself?
        <a href="${adminConsentUrl}">Approve the app for your organisation</a>
      </p>
    </div>
  </details>`;
}
