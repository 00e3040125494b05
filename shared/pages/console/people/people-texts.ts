/**
 * What the console says about people, on every page that shows them, in every language.
 */
import { people as da } from '../../text/da/console-people.ts';
import { people as de } from '../../text/de/console-people.ts';
import { people as en, type ConsolePeopleTexts } from '../../text/en/console-people.ts';
import { people as es } from '../../text/es/console-people.ts';
import { people as fr } from '../../text/fr/console-people.ts';
import { people as nl } from '../../text/nl/console-people.ts';
import { people as sv } from '../../text/sv/console-people.ts';
import type { Language } from '../../text/languages.ts';

export const peopleTexts: Readonly<Record<Language, ConsolePeopleTexts>> = { en, de, fr, es, nl, da, sv };
