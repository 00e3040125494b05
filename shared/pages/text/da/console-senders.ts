/** What the console says in Danish about senders. */
import { html } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../en/console-senders.ts';

export const senders: ConsoleSendersTexts = {
  caption: 'Forbindelser',
  empty: 'Ingen har forbundet en postkasse endnu.',
  findLabel: 'Objekt-id, brugerens hovednavn eller adresse',
  find: 'Find afsenderen',
  finding: 'Søger…',
  unknown: 'Ingen afsender har dette id eller navn. Gæster, der aldrig har forbundet, står på denne side:',
  ambiguous: 'Flere afsendere har dette navn. Søg efter objekt-id’et.',

  factsHeading: 'Forbindelse',
  objectId: 'Objekt-id i værtslejeren',
  provider: 'Sender via',
  byDocument: 'Et dokument i konfigurationen nævner denne postkasse. Den ændres dér og kan ikke afbrydes her.',
  document: 'Konfiguration',
  connectedAt: 'Forbundet den',
  refreshedAt: 'Sidst fornyet den',
  scopes: 'Tilladelser',
  wants: 'Tilladelser, der mangler',
  appId: 'Appregistrering',
  names: 'Navne',
  provenAt: 'Navne bekræftet den',
  isContested: 'tilhører ifølge en anden organisation også',
  messagesHeading: 'Meddelelser',
  messages: 'Meddelelser sendt som denne afsender',
  needsHeading: 'Hvad der skal til',
  approve: 'Link til godkendelse',

  actsHeading: 'Handlinger',
  diagnose: 'Kontrollér forbindelsen',
  diagnoseHint: 'Prøver i rækkefølge alt, hvad der skal til for at sende, og sender intet.',
  diagnosing: 'Kontrollerer…',
  test: 'Send en testmail',
  testHint: 'Går fra postkassen til den selv og bliver registreret.',
  testing: 'Sender…',
  disconnect: 'Afbryd forbindelsen',
  disconnectHint:
    'Sletter tokens og deres nøgle. Der sendes intet på denne brugers vegne, før vedkommende forbinder igen; meddelelser venter imens.',
  disconnecting: 'Afbryder…',
  erase: 'Slet',
  eraseHint:
    'Sletter det, der er gemt om denne bruger, afbryder postkassen og viser en kvittering. Det kan ikke fortrydes; brugeren kan forbinde igen.',
  erasing: 'Sletter…',

  testSent: 'Microsoft har modtaget testmailen.',
  testWaits: 'Testmailen venter på at blive sendt. Listen over meddelelser viser, hvad der bliver af den.',
  testFailed: 'Testmailen blev ikke sendt.',
  testUnknown: 'Det vides ikke, om testmailen blev sendt. Se i Sendt post i postkassen.',
  isDisconnected: 'Forbindelsen er afbrudt. Dens tokens og deres nøgle er slettet.',

  checkTitle: 'Kontrol af en forbindelse',
  checkedAt: (time) => html`Kontrolleret den ${time}.`,
  checkWorks: 'Afsendelse virker.',
  checkFails: 'Noget forhindrer denne afsender i at sende. Begynd med det første problem.',
  again: 'Kontrollér igen',
  backToSender: 'Tilbage til afsenderen',
  steps: {
    identity: 'Afsender',
    names: 'Navne',
    grant: 'Forbindelse',
    policy: 'Regler',
    token: 'Adgang hos Microsoft',
    permission: 'Tilladelser',
    limits: 'Grænser for afsendelse',
    mailbox: 'Postkasse',
    test: 'Testmail',
  },
  findings: {
    known: 'Det er sikkert, hvem det er.',
    proven: 'Disse navne fører til afsenderen:',
    contested: 'To organisationer giver disse navne til to brugere, så de betegner ingen af dem:',
    aged: 'Beviset for nogle navne er for gammelt. Det fornyes af sig selv, før de bruges.',
    unnamed: 'Ingen navne er bekræftet, så kun objekt-id’et fører til denne afsender.',
    connected: 'En postkasse er forbundet.',
    open: 'Ingen regel, der kendes her, forhindrer afsenderen i at sende.',
    sandbox: 'Værtslejeren er sat op til test: Mails går kun til bestemte modtagere.',
    given: 'Microsoft lader appen handle for afsenderen.',
    granted: 'Alle tilladelser, som appen beder om, er givet.',
    small: 'Store mails kræver Mail.ReadWrite, som ikke er givet. Afsenderen forbinder igen for at give den.',
    free: 'Den næste mail kan sendes med det samme.',
    full: 'Der er sendt så mange mails, som er tilladt på én gang. De andre sendes af sig selv.',
    exists: 'Microsoft har postkassen og tager imod mails fra den.',
    unclear: 'Microsoft sagde ikke klart, om der er en postkasse. En testmail viser det.',
    accepted: 'Microsoft har modtaget en testmail fra postkassen til den selv.',
    configured: 'Et dokument i konfigurationen nævner denne postkasse.',
    needless: 'Dokumentet gør dette unødvendigt.',
    reached: 'Serveren tager imod mails for denne postkasse.',
    untried: 'Kun en testmail viser, om der må sendes fra denne postkasse.',
  },

  nothingTitle: 'Der var intet tilbage at slette',
  nothingLeft:
    'Det, der var gemt om denne bruger, var allerede slettet. Der blev ikke gjort noget, og der er ingen kvittering.',
  erasedTitle: 'Det, der var gemt om denne bruger, er slettet',
  shownOnce:
    'Denne kvittering vises én gang: Den gemmes ikke og kan ikke hentes igen, heller ikke ved at indlæse siden på ny. Gem den nu, hvis du har brug for den.',
  erasedAt: 'Slettet den',
  deleted: 'Slettet',
  deletedKinds: {
    connection: () => 'Forbindelsen med dens tokens og deres nøgle',
    names: (count) => `Navne, der førte til brugeren: ${count}`,
    message_index: (count) => `Poster på listen over meddelelser sendt som brugeren: ${count}`,
  },
  remaining: 'Bliver',
  nothingRemains: 'Intet.',
  remainingKinds: {
    messages: (time) =>
      html`Indtil ${time}: for hver meddelelse hvornår, af hvilket program, til hvor mange modtagere, og hvordan den
      endte, uden indhold`,
    generation: (time) =>
      html`Indtil ${time}: hvor ofte brugeren havde forbundet, så en kopi af den gamle forbindelse ikke kan lægges
      tilbage`,
    test_times: (time) => html`Indtil ${time}: hvornår brugeren sidst testede`,
    message_index: (time) => html`Indtil ${time}: resten af listen over meddelelser`,
  },
  fileHeading: 'Kvitteringen som fil',
  fileHint: (name) =>
    html`Kopiér denne tekst til en tom fil, og gem den som ${name}. Den nævner kun brugeren ved objekt-id.`,
};
