/**
 * The words about senders in the reader's language.
 */
import type { ConsoleSendersTexts } from '../../text/en/console-senders.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleContext } from '../console-context.ts';
import { sendersTexts } from './senders-texts.ts';

export function sendersWords({ texts }: Pick<ConsoleContext, 'texts'>): ConsoleSendersTexts {
  return sendersTexts[texts.tag as Language];
}
