/**
 * The long part of the page for IT and data protection: what the app is, permissions, approving, revoking, data, processors, security,
 * the record of processing, the points of a contract, and what a partner hosts. In English, whatever the language of the frame.
 *
 * A file of its own in the built app, loaded when the page is first asked for, so that it costs a start nothing. It takes everything
 * from the settings and from the constants by which the connector works, and knows nothing of a request.
 */
import { renderDate } from '../kit/date.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderApp, renderPermissions, renderSummary } from './app-section.ts';
import { renderApproving, renderRevoking } from './approval-section.ts';
import { renderData, renderProcessors } from './data-section.ts';
import { listDpaPoints } from './dpa-points.ts';
import { partnerSection } from './partner-section.ts';
import { buildRecordOfProcessing } from './record-of-processing.ts';
import { renderText } from './render-text.ts';
import { listSecurityMeasures } from './security-measures.ts';
import type { TrustView } from './trust-view.ts';

const sections: readonly { id: string; title: string; render: (view: TrustView) => SafeHtml }[] = [
  { id: 'app', title: 'What the app is', render: renderApp },
  { id: 'permissions', title: 'Permissions, and why', render: renderPermissions },
  { id: 'approve', title: 'How to approve it', render: renderApproving },
  { id: 'revoke', title: 'How to revoke it', render: renderRevoking },
  { id: 'data', title: 'Data: what is kept, where, how long', render: renderData },
  { id: 'processors', title: 'Sub-processors', render: renderProcessors },
  { id: 'security', title: 'Security measures', render: renderSecurity },
  { id: 'record', title: 'Record of processing activities', render: renderRecord },
  { id: 'contract', title: 'Points of a data processing agreement', render: renderContract },
  { id: 'partner', title: 'For a partner with several customers', render: () => partnerSection },
];

export function renderTrustDetails(view: TrustView): SafeHtml {
  return html`<div lang="en">
    <h2>In short</h2>
    ${renderSummary(view)}
    <p class="muted">
      As of ${renderDate({ locale: 'en-GB' }, view.today)}. <mark>[operator fills in: …]</mark> marks what the software
      cannot know.
    </p>
    <ul>
      ${sections.map(({ id, title }) => html`<li><a href="${`#${id}`}">${title}</a></li>`)}
    </ul>
    ${sections.map(
      ({ id, title, render }) =>
        html`<h2 id="${id}">${title}</h2>
          ${render(view)}`,
    )}
  </div>`;
}

function renderSecurity({ settings }: TrustView): SafeHtml {
  return html`<p>What this version does by itself; an operator may do more.</p>
    ${renderFacts(listSecurityMeasures(settings).map(({ title, text }) => ({ term: title, details: text })))}`;
}

function renderRecord(view: TrustView): SafeHtml {
  const { copyButton: button } = view;
  return html`<p>
      For a processor’s record (Article 30(2) GDPR), to be copied. Purposes, people and time limits are in it, so a
      controller’s record (Article 30(1)) can take it as well. Who is controller and who processor follows from
      contracts.
    </p>
    <pre id="record-text">${buildRecordOfProcessing(view)}</pre>
    ${
      button &&
      html`<p class="actions" lang="${button.language}">
        <button type="button" data-copy="record-text" data-done="${button.done}" data-failed="${button.failed}" hidden>
          ${button.label}
        </button>
        <span role="status"></span>
      </p>`
    }`;
}

function renderContract({ settings }: TrustView): SafeHtml {
  return html`<p>
      For each point of Article 28(3) GDPR: what holds by itself, and what the contract has to say. This is no contract
      and no legal advice.
    </p>
    ${renderFacts(
      listDpaPoints(settings).map(({ point, given, open }) => ({
        term: point,
        details: html`<p>${given}</p>
          <p>${renderText(open)}</p>`,
      })),
    )}`;
}
