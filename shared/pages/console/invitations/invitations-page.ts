/**
 * Where a list of guests is posted, as a file or as text; and what has to be corrected in one that was.
 */
import { CONSOLE_INVITATIONS_MAX } from '../../../console-limits.ts';
import type { Fault } from '../../../errors.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { invitationsTexts } from './invitations-texts.ts';

export interface InvitationsView {
  /** Into the host tenant that was chosen guests can be invited. */
  isOwn: boolean;
  /** Of the list that was posted. */
  faults: readonly Fault[];
  /** To be corrected. */
  text: string;
}

export function renderInvitationsPage(
  context: ConsoleContext,
  { isOwn, faults, text }: InvitationsView,
): { title: string; main: SafeHtml } {
  const { words, settings } = context;
  const own = invitationsTexts[context.texts.tag as Language];
  const title = words.sections.invitations;
  if (!isOwn) return { title, main: html`<div class="note"><p>${own.otherTenant}</p></div>` };
  const isFaulty = faults.length > 0;
  return {
    title: isFaulty ? own.faultsTitle : title,
    main: html`${isFaulty ? renderFaults(own.faults, faults) : html`<p class="lead">${own.lead(renderName(settings.hostName))}</p>`}
    ${renderConsoleForm(context, {
      page: 'invitations',
      act: 'check',
      label: own.preview,
      busyLabel: own.previewing,
      look: 'primary',
      isUpload: true,
      body: renderFields(context, text),
    })}`,
  };
}

function renderFaults(introduction: string, faults: readonly Fault[]): SafeHtml {
  const items = faults.map(
    ({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code> `}${detail}</li>`,
  );
  return html`<div class="note" role="alert">
    <p>${introduction}</p>
    <ul lang="en">
      ${items}
    </ul>
  </div>`;
}

function renderFields(context: ConsoleContext, text: string): SafeHtml {
  const own = invitationsTexts[context.texts.tag as Language];
  const max = new Intl.NumberFormat(context.texts.locale).format(CONSOLE_INVITATIONS_MAX);
  return html`<div class="field">
      <label for="file">${own.file}</label>
      <input id="file" name="file" type="file" accept=".csv,text/csv" aria-describedby="file-hint" />
      <p class="hint" id="file-hint">${own.fileHint} ${own.max(max)}</p>
    </div>
    <div class="field">
      <label for="text">${own.text}</label>
      <textarea id="text" name="text" spellcheck="false" aria-describedby="text-hint">${text}</textarea>
      <p class="hint" id="text-hint">${own.textHint}</p>
    </div>
    <p>
      <label><input type="checkbox" name="send" value="1" /> ${own.sendEmail}</label>
    </p>`;
}
