/**
 * Which data is kept, where and how long, and who else handles it. In English.
 */
import { TABLES } from '../../storage-names.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderTable } from '../kit/table.ts';
import { browserCookies, heldElsewhere } from './other-data.ts';
import { listProcessors } from './processors.ts';
import { describeRegion } from './record-of-processing.ts';
import { renderText } from './render-text.ts';
import type { Protection, StoredRecord } from './stored-record.ts';
import { listStoredRecords } from './stored-records.ts';
import type { TrustView } from './trust-view.ts';

const protections: Readonly<Record<Protection, string>> = {
  clear: 'readable with access to the table',
  sealed: 'sealed',
  wrapped: 'wrapped by the key in Key Vault',
  hashed: 'a digest',
};

export function renderData({ settings, region }: TrustView): SafeHtml {
  const records = listStoredRecords(settings);
  return html`<p>
      What the app itself keeps is in Azure Table Storage (${renderText(describeRegion(region))}), in the tables below.
      Keys of rows are ids, digests and times. <i>About a person</i> also means: under ids alone.
    </p>
    ${TABLES.map(
      (table) =>
        html`<h3>Table <code>${table}</code></h3>
          ${renderFacts(records[table].map((one) => ({ term: one.name, details: renderRecord(one) })))}`,
    )}
    <h3>Elsewhere</h3>
    ${renderFacts(
      heldElsewhere.map(({ what, holds, kept }) => ({
        term: what,
        details: html`<p>${holds}</p>
          <p><b>Kept:</b> ${kept}</p>`,
      })),
    )}
    <h3>In the browser</h3>
    ${renderTable({
      caption: 'Cookies. None of them counts or follows anybody.',
      columns: ['Cookie', 'Holds', 'Kept'],
      rows: browserCookies.map(({ what, holds, kept }) => [html`<code>${what}</code>`, holds, kept]),
    })}`;
}

function renderRecord({ holds, isPersonal, protection, kept }: StoredRecord): SafeHtml {
  return html`<p>${holds}</p>
    <p>
      <b>Kept:</b> ${kept}
      <span class="muted">${isPersonal ? 'About a person' : 'Not about a person'}; ${protections[protection]}.</span>
    </p>`;
}

export function renderProcessors({ settings, region }: TrustView): SafeHtml {
  const processors = listProcessors(settings, describeRegion(region));
  return html`<p>
      The app calls Microsoft’s services below and no others. Nothing is reported to the authors of the software. A
      partner who runs it for ${settings.hostName}, if there is one, is not known here.
    </p>
    ${renderFacts(
      processors.map(({ name, role, data, where }) => ({
        term: name,
        details: html`<p>${role}.</p>
          <p><b>Data:</b> ${data}</p>
          <p><b>Where:</b> ${renderText(where)}</p>`,
      })),
    )}`;
}
