/**
 * What the app is, what it does with an email, and what it is permitted. In English.
 */
import { CONTENT_KEPT_DAYS } from '../../content-limits.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderName } from '../kit/name.ts';
import { renderText } from './render-text.ts';
import { blank, describeRegion } from './record-of-processing.ts';
import type { TrustView } from './trust-view.ts';

/** For a reader who reads nothing else. */
export function renderSummary({ settings: { mailPermission, historyDays, publicUrl } }: TrustView): SafeHtml {
  const isReading = mailPermission === 'Mail.ReadWrite';
  return html`<ul>
    <li>
      It sends email as people who have connected their own mailbox, and
      ${isReading ? 'does nothing else' : 'can do nothing else'} with it.
    </li>
    <li>The approval of an administrator connects nobody. Each person connects alone, and disconnects alone.</li>
    <li>
      Subjects, texts, attachments and recipients are kept only while an email waits to be sent, encrypted, and for
      ${CONTENT_KEPT_DAYS} days where it was not sent. That an email was sent is kept for ${historyDays} days.
    </li>
    <li>What is kept to send as a person is encrypted, with a key of its own for each.</li>
    <li>It can be taken back at any time, in Microsoft Entra or at <code>${publicUrl}/me</code>.</li>
  </ul>`;
}

export function renderApp({ settings, region }: TrustView): SafeHtml {
  const { hostName, erpName, publicUrl, entraClientId, hostTenantId, supportContact, privacyUrl } = settings;
  const [erp, host] = [renderName(erpName), renderName(hostName)];
  return html`<p>
      ${host} works with ${erp}. People of other organisations work in it as guests, and a guest has no mailbox in the
      tenant of ${host}. This app, <i>Guestmail</i>, sends what they write there from their own mailbox, in their own
      organisation: through Microsoft Graph, as each of them has allowed.
    </p>
    ${renderFacts([
      { term: 'App (client) id', details: html`<code>${entraClientId}</code>` },
      { term: 'Name in Entra', details: 'Guestmail' },
      { term: 'Run for', details: host },
      { term: 'Host tenant', details: html`<code>${hostTenantId}</code>` },
      { term: 'Address', details: html`<code>${publicUrl}</code>` },
      { term: 'Redirect URI', details: html`<code>${publicUrl}/callback</code>` },
      { term: 'Runs on', details: renderText(`Azure Functions, ${describeRegion(region)}`) },
      { term: 'Calls Microsoft from', details: describeAddresses(settings.outboundAddresses) },
      { term: 'Contact', details: renderText(supportContact ?? blank('contact')) },
      {
        term: 'Privacy statement',
        details: privacyUrl ? html`<a href="${privacyUrl}">${privacyUrl}</a>` : renderText(blank('address')),
      },
    ])}
    <p>What happens to an email:</p>
    <ol>
      <li>${erp} hands it to the app, with an access token of its own and the name of the person who sends.</li>
      <li>The app opens the token of that person, and has Microsoft Entra renew it when it is due.</li>
      <li>It hands the email to Microsoft Graph as that person (<code>POST /me/sendMail</code>).</li>
      <li>
        The person’s own Exchange Online sends it, under the rules of their organisation, with a copy in Sent Items
        unless ${erp} asks for none.
      </li>
      <li>The app records what became of it, without content.</li>
    </ol>`;
}

function describeAddresses(addresses: string | undefined): string {
  return addresses ?? 'Addresses that Azure chooses; the operator has named none.';
}

export function renderPermissions({ settings, permissions }: TrustView): SafeHtml {
  const isReading = settings.mailPermission === 'Mail.ReadWrite';
  return html`${renderFacts(
      permissions.map(({ scope, shownAs, usedFor }) => ({
        term: html`<code>${scope}</code>`,
        details: html`“${shownAs}”: ${usedFor}.`,
      })),
    )}
    <p>All are delegated permissions of Microsoft Graph, in quotation marks what Microsoft’s screen says.</p>
    <p>
      Delegated means: the app acts for a person who has connected, as that person, and for nobody else. The approval of
      an administrator connects nobody.
    </p>
    <ul>
      <li>No application permission is asked for, so the app cannot act without a person, nor as all people.</li>
      ${isReading ? readWrite : sendOnly}
      <li>
        Of the directory it reads the person’s own address (<code>mail</code>, <code>userPrincipalName</code>,
        <code>proxyAddresses</code>) and nothing else.
      </li>
      <li>In the host tenant it asks for <code>openid</code> and <code>profile</code>: who signed in.</li>
      <li>It never sees a password; people type it at Microsoft or at their own organisation.</li>
    </ul>`;
}

const sendOnly = html`<li>Mail cannot be read, changed or deleted: <code>Mail.Send</code> only sends.</li>`;
const readWrite = html`<li>
  The operator has the app ask for <code>Mail.ReadWrite</code> as well, for emails that do not fit into one request to
  Microsoft Graph (4 MB). Of the mailbox it touches its own drafts alone, which it marks: it creates one, adds the
  files, has it sent, looks once whether that happened, and deletes it where it was not. It reads, changes and deletes
  no other mail. Whoever has the tokens could.
</li>`;
