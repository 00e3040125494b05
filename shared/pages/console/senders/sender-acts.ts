/**
 * What an administrator can do with one sender: a form for each act, and what it does.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderConsoleForm, type ConsoleFormView } from '../console-form.ts';
import type { PersonStatus } from '../people/person-status.ts';
import { sendersWords } from './senders-words.ts';

/** `isPerson`: there is a connection of theirs to end or to erase. */
export function renderSenderActs(
  context: ConsoleContext,
  { hostObjectId, state }: Pick<PersonStatus, 'hostObjectId' | 'state'>,
  isPerson: boolean,
): SafeHtml {
  const own = sendersWords(context);
  const page = `senders/${hostObjectId}`;
  const sends = state === 'connected' || state === 'expiring';
  const act = (hint: string, form: Omit<ConsoleFormView, 'page'>) =>
    html`<div class="act">
      ${renderConsoleForm(context, { page, ...form })}
      <p class="hint">${hint}</p>
    </div>`;
  return html`<h2>${own.actsHeading}</h2>
    ${act(own.diagnoseHint, { act: 'diagnose', label: own.diagnose, busyLabel: own.diagnosing, look: 'primary' })}
    ${sends && act(own.testHint, { act: 'test', label: own.test, busyLabel: own.testing })}
    ${
      isPerson &&
      state !== 'disconnected' &&
      act(own.disconnectHint, {
        act: 'disconnect',
        label: own.disconnect,
        busyLabel: own.disconnecting,
        look: 'danger',
      })
    }
    ${isPerson && act(own.eraseHint, { act: 'erase', label: own.erase, busyLabel: own.erasing, look: 'danger' })}`;
}
