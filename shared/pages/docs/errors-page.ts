/**
 * The page of all codes: for each, its status, who must act, what to do, and whether a repetition can help.
 *
 * Made from outcomes.ts, so no code is missing. A code is the fragment of its address, to which `type` of problem documents leads.
 * In English, as the sentences that programs get, and the same for everybody; it knows nothing of a request.
 */
import { outcomes, type Disposition, type ErrorCode, type Outcome, type Who } from '../../outcomes.ts';
import { renderFacts } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import type { PageSettings } from '../kit/page-settings.ts';
import type { Texts } from '../text/en.ts';

const parties: Readonly<Record<Who, string>> = Object.freeze({
  caller: 'The developer of the calling program',
  person: 'The person whose mailbox it is',
  home_admin: "An administrator of the person's home organisation",
  host_admin: 'An administrator of the organisation that runs the ERP',
  operator: 'The operator of this connector',
  nobody: 'Nobody: it passes by itself',
});

const repetitions: Readonly<Record<Disposition, string>> = Object.freeze({
  reject: 'Fails again until it is put right',
  reconsent: 'Succeeds once the person has connected again',
  retry: 'May succeed once it is put right, with the same idempotency key',
});

/** What comes of the same request with the same idempotency key. */
function describeRepetition({ status, who, disposition }: Outcome): string {
  if (status === 202) return 'Gets the same answer, and nothing is sent again';
  if (disposition !== 'retry' || who === 'operator') return repetitions[disposition];
  if (status === 422) return 'May succeed later: the same idempotency key starts a new message';
  return status === 429 || status === 503 ? 'May succeed later, unchanged' : repetitions.retry;
}

/** The whole document; send it with `buildPageHeaders`. */
export function renderErrorsPage(settings: PageSettings, texts: Texts): string {
  const sections = (Object.entries(outcomes) as [ErrorCode, Outcome][]).map(([code, outcome]) =>
    renderCode(code, outcome),
  );
  return renderPage({
    context: { settings, texts },
    title: 'Error codes',
    main: html`<p class="lead">
        Every answer that is not success has a <code>code</code>. Its sentence here is the one that the answer has in
        <code>detail</code>, unless the answer says more exactly what happened.
      </p>
      <p>
        An answer with <code>Retry-After</code>, which has status 429 or 503, is to be repeated unchanged after that
        time: nothing was sent, and the idempotency key is still free. A 503 without it waits for the operator. A
        message that Microsoft refused, with status 422, says in <code>retryable</code> whether the same one may be
        taken later; the same key then starts a new message.
      </p>
      ${sections}`,
  });
}

function renderCode(code: ErrorCode, outcome: Outcome): SafeHtml {
  const { status, who, detail, helpUrl } = outcome;
  return html`<h2 id="${code}"><code>${code}</code></h2>
    <p>${detail}</p>
    ${renderFacts([
      { term: 'Status', details: String(status) },
      { term: 'Who must act', details: parties[who] },
      { term: 'A repetition', details: describeRepetition(outcome) },
      helpUrl !== undefined && { term: 'More', details: html`<a href="${helpUrl}"><bdi>${helpUrl}</bdi></a>` },
    ])}`;
}
