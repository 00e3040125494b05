/**
 * The check of a connection: every step with its state, what was found, and what to pass on for the first that failed.
 *
 * The state of each is a word; its colour only repeats that.
 */
import type { ErrorCode, Who } from '../../../outcomes.ts';
import { renderTime } from '../../kit/date.ts';
import { checkTexts } from '../../check/check-texts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { CheckTexts } from '../../text/en/check.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleSendersTexts } from '../../text/en/console-senders.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { listTextsToPassOn, renderTextsToPassOn, type Situation } from '../people/pass-on.ts';
import { peopleWords, renderReason } from '../people/person-status.ts';
import { sendersWords } from './senders-words.ts';

type StepName = keyof ConsoleSendersTexts['steps'];

/** Times in RFC 3339. A step has a code, a step that has to be in order first, or a finding. */
export interface ConsoleCheckStep {
  name: StepName;
  state: keyof CheckTexts['states'];
  code?: string | undefined;
  upstreamCode?: string | undefined;
  who?: string | undefined;
  finding?: keyof ConsoleSendersTexts['findings'];
  skippedFor?: StepName;
  since?: string;
  found?: {
    proven?: readonly string[];
    contested?: readonly string[];
    missing?: readonly string[];
    document?: string;
    until?: string;
  };
}

export interface ConsoleCheckView {
  id: string;
  checkedAt: Date;
  steps: readonly ConsoleCheckStep[];
  /** Of the first step that failed. */
  situation: Situation | undefined;
}

const looks = { ok: 'state', warning: 'state warn', failed: 'state bad', skipped: 'state muted' } as const;

export function renderCheckPage(context: ConsoleContext, view: ConsoleCheckView): { title: string; main: SafeHtml } {
  const own = sendersWords(context);
  const { id, checkedAt, steps, situation } = view;
  const isWell = !steps.some(({ state }) => state === 'failed');
  const page = `senders/${id}`;
  return {
    title: own.checkTitle,
    main: html`<div class="note" role="status" id="result"><p>${isWell ? own.checkWorks : own.checkFails}</p></div>
      <p><code>${id}</code> · ${own.checkedAt(renderTime(context.texts, checkedAt))}</p>
      <ol>
        ${steps.map((step) => renderStep(context, step))}
      </ol>
      ${situation && renderTextsToPassOn(context, listTextsToPassOn(context, situation), { id: 'pass-on', about: 'result' })}
      <div class="act">
        ${renderConsoleForm(context, { page, act: 'diagnose', label: own.again, busyLabel: own.diagnosing })}
      </div>
      <p><a href="${consoleUrl(context, page)}">${own.backToSender}</a></p>`,
  };
}

/** What does not depend on who reads it is said as on a person's own page. */
function checkWords({ texts }: ConsoleContext): CheckTexts {
  return checkTexts[texts.tag as Language];
}

function renderStep(context: ConsoleContext, step: ConsoleCheckStep): SafeHtml {
  const own = sendersWords(context);
  const check = checkWords(context);
  const { name, state, since, found = {} } = step;
  const { until } = found;
  const names = listNames(step);
  return html`<li>
    <p>
      <b>${own.steps[name]}</b> <span class="${looks[state]}">${check.states[state]}</span><br />
      ${say(context, step)} ${since !== undefined && check.since(renderTime(context.texts, new Date(since)))}
      ${until !== undefined && check.until(renderTime(context.texts, new Date(until)))}
    </p>
    ${
      names.length > 0 &&
      html`<ul>
        ${names.map((one) => html`<li>${renderName(one)}</li>`)}
      </ul>`
    }
  </li>`;
}

function say(context: ConsoleContext, step: ConsoleCheckStep): string | SafeHtml | undefined {
  const own = sendersWords(context);
  const { code, upstreamCode, who, skippedFor, finding } = step;
  if (code !== undefined) {
    // Ours: a diagnosis takes both from the table of outcomes.
    const reason = renderReason(context, { code: code as ErrorCode, upstreamCode });
    const actor = who === undefined ? undefined : peopleWords(context).actors[who as Who];
    return html`${reason}${actor && html`<br /><b>${actor}</b>`}`;
  }
  if (skippedFor) return checkWords(context).skipped(own.steps[skippedFor]);
  return finding && own.findings[finding];
}

function listNames({ finding, found = {} }: ConsoleCheckStep): readonly string[] {
  const { proven = [], contested = [], missing = [] } = found;
  if (finding === 'contested') return contested;
  if (finding === 'proven') return proven;
  return finding === undefined ? missing : [];
}
