/**
 * What the console says about senders, in every language.
 */
import { senders as da } from '../../text/da/console-senders.ts';
import { senders as de } from '../../text/de/console-senders.ts';
import { senders as en, type ConsoleSendersTexts } from '../../text/en/console-senders.ts';
import { senders as es } from '../../text/es/console-senders.ts';
import { senders as fr } from '../../text/fr/console-senders.ts';
import { senders as nl } from '../../text/nl/console-senders.ts';
import { senders as sv } from '../../text/sv/console-senders.ts';
import type { Language } from '../../text/languages.ts';

export const sendersTexts: Readonly<Record<Language, ConsoleSendersTexts>> = { en, de, fr, es, nl, da, sv };
