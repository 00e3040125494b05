/**
 * A step through a list of guests: how far it is, what became of each guest so far, and a form that goes on, by itself where there is script.
 */
import type { ErrorCode } from '../../../outcomes.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { ConsoleInvitationsTexts } from '../../text/en/console-invitations.ts';
import type { Language } from '../../text/languages.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleFields, renderConsoleForm, type ConsoleFormView } from '../console-form.ts';
import { renderConsoleList } from '../console-list.ts';
import { invitationsTexts } from './invitations-texts.ts';

type Outcome = keyof ConsoleInvitationsTexts['outcomes'];

export interface ListedResult {
  row: number;
  invitedUserEmailAddress: string;
  outcome: Outcome;
  detail?: string;
}

export interface StepView {
  kind: 'preview' | 'invite';
  guests: readonly { row: number; invitedUserEmailAddress: string; sendInvitationMessage: boolean }[];
  results: readonly ListedResult[];
  waitSeconds?: number | undefined;
  /** Why the step did nothing. */
  code?: ErrorCode | undefined;
}

export function renderStepPage(context: ConsoleContext, view: StepView): { title: string; main: SafeHtml } {
  const own = wordsOf(context);
  const { kind, guests, results } = view;
  const isOver = results.length === guests.length;
  const running = kind === 'preview' ? own.checkTitle : own.invitingTitle;
  const over = kind === 'preview' ? own.previewTitle : own.doneTitle;
  return {
    title: isOver ? over : running,
    main: html`${renderNotes(context, view)} ${renderProgress(context, view)}
      ${isOver ? renderEnd(context, view) : renderNext(context, view)} ${renderResults(context, view)}
      <p><a href="${consoleUrl(context, 'invitations')}">${own.another}</a></p>`,
  };
}

/** A preview also says who would get an email from Microsoft. */
function renderResults(context: ConsoleContext, { kind, guests, results }: StepView): SafeHtml {
  const own = wordsOf(context);
  const isPreview = kind === 'preview';
  const emailed = new Map(guests.map((guest) => [guest.row, guest.sendInvitationMessage]));
  const isEmailed = ({ row, outcome }: ListedResult) => outcome === 'would_invite' && emailed.get(row) === true;
  return renderConsoleList(context, {
    caption: own.caption,
    columns: [own.row, own.address, context.words.state, ...(isPreview ? [own.email] : []), own.detail],
    rows: results.map((result) => {
      const [row = '', address = '', state = '', said = ''] = listCells(own, result);
      return [row, address, state, ...(isPreview ? [isEmailed(result) ? own.yes : own.no] : []), said];
    }),
    page: 'invitations',
  });
}

function renderNotes(context: ConsoleContext, { code, waitSeconds, results, guests }: StepView): SafeHtml | undefined {
  const own = wordsOf(context);
  if (code !== undefined) {
    const [title, sentence] =
      code === 'forbidden'
        ? [own.forbiddenTitle, own.forbidden]
        : code === 'host_tenant_refused'
          ? [own.refusedTitle, own.refused]
          : [context.texts.headings[code], context.texts.sentences[code]];
    return html`<div class="note" role="alert">
      <p><b>${title}</b> <code>${code}</code></p>
      <p>${sentence}</p>
    </div>`;
  }
  if (results.length === guests.length || !waitSeconds) return undefined;
  return html`<div class="note" role="status"><p>${own.wait(format(context, waitSeconds))}</p></div>`;
}

function renderProgress(context: ConsoleContext, { guests, results }: StepView): SafeHtml {
  const own = wordsOf(context);
  const outcomes = Object.keys(own.outcomes) as Outcome[];
  const counts = outcomes.flatMap((outcome) => {
    const count = results.filter((one) => one.outcome === outcome).length;
    return count > 0 ? [html`<li>${own.outcomes[outcome]}<b>${format(context, count)}</b></li>`] : [];
  });
  return html`<p>
      <label for="progress">${own.progressLabel}</label> ·
      ${own.progress(format(context, results.length), format(context, guests.length))}
    </p>
    <progress id="progress" value="${results.length}" max="${guests.length}"></progress>
    ${
      counts.length > 0 &&
      html`<ul class="cards">
        ${counts}
      </ul>`
    }`;
}

/** Posts itself where there is script, unless something is to be put right first. */
function renderNext(context: ConsoleContext, view: StepView): SafeHtml {
  const { kind, waitSeconds = 0, code } = view;
  const own = wordsOf(context);
  const busy = kind === 'preview' ? own.previewing : own.inviting;
  const fields = renderConsoleFields(context, kind, carry(view));
  const action = consoleUrl({ ...context, tenantId: context.settings.hostTenantId }, 'invitations');
  const submit = html`<button type="submit" class="primary" data-busy="${busy}">${own.goOn}</button>`;
  const form =
    code === undefined
      ? html`<form method="post" action="${action}" enctype="multipart/form-data" data-continue="${waitSeconds}">
          ${fields}
          <p class="actions">${submit} <button type="button" data-stop="1" hidden>${own.stop}</button></p>
        </form>`
      : html`<form method="post" action="${action}" enctype="multipart/form-data">
          ${fields}
          <p class="actions">${submit}</p>
        </form>`;
  const isInvited = view.results.some(({ outcome }) => outcome === 'invited');
  return html`<div class="act">${form} ${kind === 'invite' && html`<p class="hint">${own.stopped}</p>`}</div>
    ${isInvited && renderResult(context, view, { label: own.resultSoFar })}`;
}

function renderEnd(context: ConsoleContext, view: StepView): SafeHtml {
  const own = wordsOf(context);
  const { kind, results } = view;
  const count = (...wanted: Outcome[]) => results.filter(({ outcome }) => wanted.includes(outcome)).length;
  if (kind === 'preview') {
    const invited = count('would_invite');
    if (invited === 0) return html`<p>${own.nobodyToInvite}</p>`;
    return renderAct(
      context,
      { act: 'invite', label: own.invite(format(context, invited)), look: 'primary' },
      carry({ ...view, results: [] }),
    );
  }
  const failed = count('refused', 'unknown');
  return html`${renderResult(context, view, { label: own.result, look: 'primary' })}
  ${count('unknown') > 0 && html`<p>${own.unknownHint}</p>`}
  ${failed > 0 && renderAct(context, { act: 'again', label: own.again(format(context, failed)) }, carry(view))}`;
}

function renderAct(
  context: ConsoleContext,
  form: Pick<ConsoleFormView, 'act' | 'label' | 'look'>,
  fields: Record<string, string>,
): SafeHtml {
  const busyLabel = wordsOf(context).inviting;
  const shown = renderConsoleForm(context, { ...form, page: 'invitations', busyLabel, isUpload: true, fields });
  return html`<div class="act">${shown}</div>`;
}

/** A file leaves the page as it is, so the form can be posted again. */
function renderResult(
  context: ConsoleContext,
  view: StepView,
  { label, look }: { label: string; look?: 'primary' },
): SafeHtml {
  const own = wordsOf(context);
  const action = consoleUrl({ ...context, tenantId: context.settings.hostTenantId }, 'invitations');
  return html`<div class="act">
    <form method="post" action="${action}" enctype="multipart/form-data" data-file="1">
      ${renderConsoleFields(context, 'result', carry(view))}
      <button type="submit" class="${look}">${label}</button>
    </form>
    <p class="hint">${own.resultHint}</p>
  </div>`;
}

function carry({ guests, results }: Pick<StepView, 'guests' | 'results'>): Record<string, string> {
  return { list: JSON.stringify(guests), results: JSON.stringify(results) };
}

function listCells(own: ConsoleInvitationsTexts, result: ListedResult): (string | SafeHtml)[] {
  const { row, invitedUserEmailAddress, outcome, detail } = result;
  const said = detail === undefined ? '' : html`<span lang="en">${detail}</span>`;
  const isWell = outcome !== 'refused' && outcome !== 'unknown';
  const state = isWell
    ? html`<span class="state">${own.outcomes[outcome]}</span>`
    : html`<span class="state warn">${own.outcomes[outcome]}</span>`;
  return [String(row), renderName(invitedUserEmailAddress), state, said];
}

function wordsOf({ texts }: ConsoleContext): ConsoleInvitationsTexts {
  return invitationsTexts[texts.tag as Language];
}

function format({ texts }: ConsoleContext, value: number): string {
  return new Intl.NumberFormat(texts.locale).format(value);
}
