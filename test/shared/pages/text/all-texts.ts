/**
 * The texts of every language, by tag: the catalogue, and with the words that few pages load beside it.
 */
import { guestsTexts } from '../../../../shared/pages/console/guests/guests-texts.ts';
import { invitationsTexts } from '../../../../shared/pages/console/invitations/invitations-texts.ts';
import { peopleTexts } from '../../../../shared/pages/console/people/people-texts.ts';
import { sendersTexts } from '../../../../shared/pages/console/senders/senders-texts.ts';
import { checkTexts } from '../../../../shared/pages/check/check-texts.ts';
import { consoleTexts } from '../../../../shared/pages/console/console-texts.ts';
import { documentsCatalogues } from '../../../../shared/pages/console/documents/documents-texts.ts';
import { messagesTexts } from '../../../../shared/pages/console/messages/messages-texts.ts';
import { overviewTexts } from '../../../../shared/pages/console/overview/overview-texts.ts';
import { operationCatalogues } from '../../../../shared/pages/console/operation/operation-texts.ts';
import type { Texts } from '../../../../shared/pages/text/en.ts';
import { languages, loadTexts, type Language } from '../../../../shared/pages/text/languages.ts';

export const catalogues = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await loadTexts(language)])),
) as Record<Language, Texts>;

const beside = (language: Language) => ({
  check: checkTexts[language],
  console: consoleTexts[language],
  consoleOverview: overviewTexts[language],
  consoleMessages: messagesTexts[language],
  consolePeople: peopleTexts[language],
  consoleSenders: sendersTexts[language],
  consoleGuests: guestsTexts[language],
  consoleInvitations: invitationsTexts[language],
  consoleDocuments: documentsCatalogues[language],
  consoleOperation: operationCatalogues[language],
});

export const allTexts = Object.fromEntries(
  languages.map((language) => [language, { ...catalogues[language], ...beside(language) }]),
) as Record<Language, Texts & ReturnType<typeof beside>>;
