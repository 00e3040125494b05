/**
 * The consent page (GET /authorize): who asks for what, before Microsoft asks.
 *
 * The page is the same for every reader and has no effect, so its address may be published and forwarded. It promises what the
 * connector does, so a change to one is a change to the other.
 */
import { renderFacts, type Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { renderTextToCopy } from '../kit/text-to-copy.ts';
import { renderApprovalLink } from './approval-link.ts';
import { buildItDepartmentText } from './it-department-text.ts';
import { listPermissions } from './permissions.ts';
import type { PersonSettings } from './person-settings.ts';
import { renderSignInButton } from './sign-in-button.ts';

export interface ConsentPageView {
  settings: PersonSettings;
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
      ${renderWhatItDoes(settings)} ${renderSteps(settings)}
      <div class="actions">${renderSignInButton(settings, { label: 'Continue to Microsoft', look: 'primary' })}</div>
      ${renderApproval(settings, adminConsentUrl)}
      <h2>How to stop</h2>
      <p>
        Open <a href="${publicUrl}/me">your connection</a> and choose Disconnect. From then on
        <bdi>${erpName}</bdi> cannot send as you.
      </p>
      <h2>What is kept</h2>
      <p>
        Your permission, a token from Microsoft: encrypted, and deleted when you disconnect. The addresses of your
        mailbox, and when you connected it. For each email, when it was sent and whether Microsoft accepted it; not its
        text, attachments or recipients once Microsoft has it.
      </p>`,
  });
}

function renderWhatItDoes({ erpName, hostName, mailPermission }: PersonSettings): SafeHtml {
  return renderFacts([
    {
      term: 'What goes out',
      details: html`Emails that <bdi>${erpName}</bdi> sends in your name, for example invoices, orders and reminders.
        <bdi>${hostName}</bdi> decides which. People who get them see you as the sender.`,
    },
    {
      term: 'From which address',
      details: 'Your own work address: the mailbox of the account you sign in with. Never somebody else’s.',
    },
    {
      term: 'Where you see it',
      details: html`In Sent Items of your mailbox, like email that you sent yourself, unless <bdi>${hostName}</bdi> asks
        for an email to leave no copy.`,
    },
    { term: 'When', details: 'Even while you are signed out, until you disconnect.' },
    ...(mailPermission === 'Mail.ReadWrite' ? readWriteLimits : sendLimits),
  ]);
}

const sendLimits: readonly Fact[] = [
  {
    term: 'What it cannot do',
    details:
      'It cannot read, change or delete your mail. The permission is for sending only. It never sees your password.',
  },
];

const readWriteLimits: readonly Fact[] = [
  {
    term: 'How it sends',
    details:
      'It saves each email as a draft, sends the draft, and checks that it appears in Sent Items. Microsoft has no smaller ' +
      'permission for this: its screen lists “Read and write access to your mail”, which would allow more.',
  },
  {
    term: 'What it does not do',
    details:
      'It does not read your other mail, and it deletes nothing but leftover drafts of its own. It never sees your password.',
  },
];

function renderSteps({ entraAuthority, entraClientId, hostName, mailPermission }: PersonSettings): SafeHtml {
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
      To compare: our app id is <code>${entraClientId}</code>, and it appears after <code>client_id=</code> in the
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

function renderApproval(settings: PersonSettings, adminConsentUrl: string): SafeHtml {
  const text = buildItDepartmentText({ settings, request: { kind: 'approval', adminConsentUrl } });
  return html`<details>
    <summary>If Microsoft says “Need admin approval”</summary>
    <div>
      <p>
        Many organisations let only their IT department approve apps. Then Microsoft stops you there, and nothing is
        connected. Send this text to your IT department. After one approval, come back to this page.
      </p>
      ${renderTextToCopy('it-department-text', text, { subject: `App for ${settings.erpName} at ${settings.hostName}` })}
      ${renderApprovalLink(adminConsentUrl)}
    </div>
  </details>`;
}
