/**
 * A form of the console: it names the session for which its page was made, the host tenant that was chosen, and the act.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderSubmitButton } from '../kit/submit-button.ts';
import { consoleUrl, type ConsoleContext } from './console-context.ts';

export interface ConsoleFormView {
  /** The page that does it, with its item: `messages/{id}`. */
  page: string;
  act: string;
  label: string;
  busyLabel?: string;
  look?: 'primary' | 'danger';
  /** Hidden fields. */
  fields?: Readonly<Record<string, string>>;
  /** What can be filled in, above the button. */
  body?: SafeHtml;
  /** With a file. */
  isUpload?: boolean;
  /** Where others on the page have the same label: id of the button, and ids of elements that say what this one is about. */
  about?: { id: string; by: readonly string[] };
}

export function renderConsoleForm(context: ConsoleContext, form: ConsoleFormView): SafeHtml {
  const { page, act, label, busyLabel = context.words.busy, look, fields = {}, body, isUpload = false, about } = form;
  const inputs = renderConsoleFields(context, act, fields);
  const action = consoleUrl({ ...context, tenantId: context.settings.hostTenantId }, page);
  const type = isUpload ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  return html`<form method="post" action="${action}" enctype="${type}">
    ${inputs} ${body} ${renderSubmitButton({ label, busyLabel, look, about })}
  </form>`;
}

/** What every form posts, and hidden fields besides. */
export function renderConsoleFields(
  { signedIn, tenantId, once }: Pick<ConsoleContext, 'signedIn' | 'tenantId' | 'once'>,
  act: string,
  fields: Readonly<Record<string, string>>,
): SafeHtml {
  const hidden = { session: signedIn.formToken, tenant: tenantId, once, act, ...fields };
  const inputs = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return html`${inputs}`;
}
