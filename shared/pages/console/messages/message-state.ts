/**
 * The state of a message as a word with a border: dashed where somebody may have to act.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleMessagesTexts } from '../../text/en/console-messages.ts';
import type { ShownStatus } from './shown-message.ts';

const looks: Readonly<Record<ShownStatus, 'state' | 'state good' | 'state bad' | 'state warn'>> = {
  queued: 'state',
  held: 'state warn',
  sending: 'state',
  sent: 'state good',
  failed: 'state bad',
  expired: 'state bad',
  cancelled: 'state',
  unknown: 'state warn',
};

export function renderMessageState({ states }: ConsoleMessagesTexts, status: ShownStatus): SafeHtml {
  return html`<span class="${looks[status]}">${states[status]}</span>`;
}
