/**
 * What an administrator can do with a message, each with what follows from it.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { messagesTexts } from './messages-texts.ts';
import { isOpen, type MessageView, type ShownAct, type ShownMessage } from './shown-message.ts';

export function renderMessageActs(
  context: ConsoleContext,
  { message, acts, resentId }: Pick<MessageView, 'message' | 'acts' | 'resentId'>,
): SafeHtml {
  const texts = messagesTexts[context.texts.tag as Language];
  const what: Readonly<Record<ShownAct, string>> = {
    retry: texts.retryWhat,
    resend: texts.resendWhat,
    cancel: texts.cancelWhat,
  };
  const shown = acts.map(
    (act) =>
      html`<p>${what[act]}</p>
        ${
          act === 'resend' &&
          message.status === 'unknown' &&
          html`<div class="note"><p>${texts.resendUnknown}</p></div>`
        }
        <div class="actions">
          ${renderConsoleForm(context, {
            page: `messages/${message.id}`,
            act,
            label: texts[act],
            ...(act !== 'retry' && { look: 'danger' }),
          })}
        </div>`,
  );
  const lost = message.status === 'unknown' ? texts.postAgainUnknown : texts.postAgain;
  return html`<h2>${texts.acts}</h2>
    ${shown.length > 0 ? shown : html`<p>${resentId === undefined && isLost(message) ? lost : texts.nothing}</p>`}`;
}

/** It was not sent, or perhaps not, and only who submitted it can submit it again. */
function isLost({ status, content }: Pick<ShownMessage, 'status' | 'content'>): boolean {
  return !isOpen({ status }) && status !== 'sent' && content === undefined;
}
