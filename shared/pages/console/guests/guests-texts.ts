/**
 * What the console says about guests, in every language.
 */
import { guests as da } from '../../text/da/console-guests.ts';
import { guests as de } from '../../text/de/console-guests.ts';
import { guests as en, type ConsoleGuestsTexts } from '../../text/en/console-guests.ts';
import { guests as es } from '../../text/es/console-guests.ts';
import { guests as fr } from '../../text/fr/console-guests.ts';
import { guests as nl } from '../../text/nl/console-guests.ts';
import { guests as sv } from '../../text/sv/console-guests.ts';
import type { Language } from '../../text/languages.ts';

export const guestsTexts: Readonly<Record<Language, ConsoleGuestsTexts>> = { en, de, fr, es, nl, da, sv };
