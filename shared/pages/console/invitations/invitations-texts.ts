/**
 * What the console says about invitations, in every language.
 */
import { invitations as da } from '../../text/da/console-invitations.ts';
import { invitations as de } from '../../text/de/console-invitations.ts';
import { invitations as en, type ConsoleInvitationsTexts } from '../../text/en/console-invitations.ts';
import { invitations as es } from '../../text/es/console-invitations.ts';
import { invitations as fr } from '../../text/fr/console-invitations.ts';
import { invitations as nl } from '../../text/nl/console-invitations.ts';
import { invitations as sv } from '../../text/sv/console-invitations.ts';
import type { Language } from '../../text/languages.ts';

export const invitationsTexts: Readonly<Record<Language, ConsoleInvitationsTexts>> = { en, de, fr, es, nl, da, sv };
