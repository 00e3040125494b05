/**
 * How a person erases what is kept of them: what goes, what stays until when and why, and the button.
 *
 * Folded until it is opened, so that erasing takes two steps without script.
 */
import { renderConsentAtMicrosoft } from './consent-at-microsoft.ts';
import { renderFacts } from '../kit/facts.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderParties } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';

export interface EraseView {
  /** Opens the person's session. */
  handle: string;
  /** Days for which what stays is kept. */
  kept: { messages: number; generation: number };
  /** Of the person's own connection, for the permission that Microsoft keeps; absent for a former account's. */
  homeTenantId?: string | undefined;
}

export function renderErase(context: PersonContext, { handle, kept, homeTenantId }: EraseView): SafeHtml {
  const { settings, texts } = context;
  const { erase } = texts;
  const { host, erp } = renderParties(settings);
  const stays = [
    erase.staysMessages(kept.messages),
    erase.staysGeneration(kept.generation),
    erase.staysTests,
    erase.staysLog(host),
  ];
  return html`<details>
    <summary>${erase.summary}</summary>
    <div>
      <p>${erase.what(host, erp)}</p>
      ${renderFacts([
        { term: erase.goesTerm, details: erase.goes },
        { term: erase.staysTerm, details: renderList(stays) },
        { term: erase.untouchedTerm, details: erase.untouched },
      ])}
      <div class="actions">
        ${renderFormButton({
          action: `${settings.publicUrl}/me/erase`,
          label: erase.button,
          busyLabel: erase.busy,
          look: 'danger',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${homeTenantId && renderConsentAtMicrosoft(context, homeTenantId)}
    </div>
  </details>`;
}

export function renderList(items: readonly (string | SafeHtml)[]): SafeHtml {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}
