/**
 * The steps of a check of one's own connection: what was looked at, how it is in words, and what was found.
 *
 * The state of each is a word; its colour only repeats that. Names are the reader's own.
 */
import type { ErrorCode } from '../../outcomes.ts';
import { renderDate, renderTime } from '../kit/date.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderName } from '../kit/name.ts';
import type { PageContext } from '../kit/page-context.ts';
import type { CheckTexts } from '../text/en/check.ts';

type StepName = keyof CheckTexts['steps'];

/** Times in RFC 3339. A step has a code, a step that has to be in order first, or a finding. */
export interface CheckedStep {
  name: StepName;
  state: keyof CheckTexts['states'];
  code?: ErrorCode | undefined;
  upstreamCode?: string | undefined;
  /** Those that no person meets on their own page have no words here. */
  finding?: string | undefined;
  skippedFor?: StepName;
  since?: string;
  found?: { proven?: readonly string[]; contested?: readonly string[]; until?: string };
}

const looks = { ok: 'good', warning: undefined, failed: 'bad', skipped: 'muted' } as const;

export function renderCheckSteps(
  { texts }: Pick<PageContext, 'texts'>,
  words: CheckTexts,
  steps: readonly CheckedStep[],
): SafeHtml {
  const findings: Partial<Record<string, string>> = words.findings;
  const say = ({ code, skippedFor, finding }: CheckedStep): string | undefined => {
    if (code) return texts.sentences[code];
    return skippedFor ? words.skipped(words.steps[skippedFor]) : finding && findings[finding];
  };
  const items = steps.map((step) => {
    const { name, state, since, found = {}, finding } = step;
    const { proven = [], contested = [], until } = found;
    const names = finding === 'contested' ? contested : finding === 'proven' ? proven : [];
    return html`<li>
      <b>${words.steps[name]}</b> · <span class="${looks[state]}">${words.states[state]}</span><br />
      ${say(step)} ${since !== undefined && words.since(renderDate(texts, new Date(since)))}
      ${until !== undefined && words.until(texts.history.inUtc(renderTime(texts, new Date(until))))}
      ${
        names.length > 0 &&
        html`<ul>
          ${names.map((one) => html`<li>${renderName(one)}</li>`)}
        </ul>`
      }
    </li>`;
  });
  return html`<ol>
    ${items}
  </ol>`;
}
