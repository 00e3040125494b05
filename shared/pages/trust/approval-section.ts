/**
 * How an administrator of a home organisation approves the app, and how anybody takes it back. In English.
 */
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderName } from '../kit/name.ts';
import type { TrustView } from './trust-view.ts';

export function renderApproving({ settings, adminConsentUrl }: TrustView): SafeHtml {
  const { entraAuthority, entraClientId, publicUrl, outboundAddresses } = settings;
  const addresses = outboundAddresses
    ? html`The app calls from ${outboundAddresses}.`
    : html`Name the app there; the operator has named no fixed addresses.`;
  return html`<ol>
      <li>
        <b>Compare.</b> The app id in the request that you got is <code>${entraClientId}</code>, and its links lead to
        <code>${new URL(entraAuthority).host}</code> and <code>${new URL(publicUrl).host}</code>. If anything differs,
        do not approve.
      </li>
      <li>
        <b>Ask</b> the colleague who sent it, and, if you like, ${renderName(settings.hostName)}, by a way that you know
        already.
      </li>
      <li>
        <b>Approve</b>, as Cloud Application Administrator or Application Administrator:
        <a href="${adminConsentUrl}">open Microsoft’s approval page</a>. It lists the permissions above and no others.
        It also says whether Microsoft has verified the publisher; that is about who publishes the app, not about its
        quality.
      </li>
      <li>
        <b>Limit it</b>, if you want: Enterprise applications, this app, Properties, <i>Assignment required</i>, then
        Users and groups.
      </li>
      <li>
        <b>Conditional Access</b>: the app redeems and renews tokens from its own server, not from the person’s device.
        A policy that asks for a device or a place may refuse it. ${addresses}
      </li>
      <li>
        <b>See what it does</b>: sign-in logs, <i>User sign-ins (non-interactive)</i>, filtered by the app id; message
        trace in Exchange shows the emails, as those of the person.
      </li>
    </ol>
    <p>
      One approval is enough for everybody of your organisation. After it each person connects alone, at
      <code>${publicUrl}/authorize</code>. Without it, where your policy lets people consent to this app, each person is
      asked alone.
    </p>`;
}

export function renderRevoking({ settings: { publicUrl } }: TrustView): SafeHtml {
  return html`${renderFacts([
      {
        term: 'The person',
        details: html`At <code>${publicUrl}/me</code>: disconnect, or erase. Data key and tokens are deleted at once,
          and nothing is sent as them any more.`,
      },
      {
        term: 'Their administrator, for all',
        details: html`Enterprise applications, this app: delete it, or Properties, <i>Enabled for users to sign-in</i>:
          No. Microsoft then renews no token. One already issued works until it expires: 60 to 90 minutes by Microsoft’s
          default.`,
      },
      {
        term: 'Their administrator, for one person',
        details:
          'Revoke the sessions, block the account, or take back the assignment. The same then holds for this person.',
      },
      {
        term: 'The operator',
        details: html`Ends a connection (<code>DELETE ${publicUrl}/senders/{id}</code>): data key and tokens are deleted
          at once. Or takes an organisation off the list of those allowed: nothing is sent and nothing renewed, but the
          connections stay.`,
      },
    ])}
    <p>
      What an administrator takes back in Entra, the app learns when it next asks Microsoft. It deletes nothing by
      itself: the record of the connection stays, and so do tokens that Microsoft no longer takes, sealed. To have them
      deleted, let the people disconnect or erase before, or ask the operator to end the connections of your tenant.
    </p>`;
}
