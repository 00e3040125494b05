/**
 * What the console says about messages in every language.
 */
import { consoleMessages as da } from '../../text/da/console-messages.ts';
import { consoleMessages as de } from '../../text/de/console-messages.ts';
import { consoleMessages as en, type ConsoleMessagesTexts } from '../../text/en/console-messages.ts';
import { consoleMessages as es } from '../../text/es/console-messages.ts';
import { consoleMessages as fr } from '../../text/fr/console-messages.ts';
import { consoleMessages as nl } from '../../text/nl/console-messages.ts';
import { consoleMessages as sv } from '../../text/sv/console-messages.ts';
import type { Language } from '../../text/languages.ts';

export const messagesTexts: Readonly<Record<Language, ConsoleMessagesTexts>> = { en, de, fr, es, nl, da, sv };
