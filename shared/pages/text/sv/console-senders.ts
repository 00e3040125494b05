/** What the console says in Swedish about senders. */
import { html } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../en/console-senders.ts';

export const senders: ConsoleSendersTexts = {
  caption: 'Anslutningar',
  empty: 'Ingen har anslutit en postlåda än.',
  findLabel: 'Objekt-id, användarens huvudnamn eller adress',
  find: 'Sök avsändaren',
  finding: 'Söker…',
  unknown: 'Ingen avsändare har detta id eller namn. Gäster som aldrig har anslutit finns på den här sidan:',
  ambiguous: 'Fler än en avsändare har detta namn. Sök efter objekt-id.',

  factsHeading: 'Anslutning',
  objectId: 'Objekt-id i värdklienten',
  provider: 'Skickar via',
  byDocument: 'Ett dokument i konfigurationen anger den här postlådan. Den ändras där och kan inte kopplas från här.',
  document: 'Konfiguration',
  connectedAt: 'Ansluten den',
  refreshedAt: 'Senast förnyad den',
  scopes: 'Behörigheter',
  wants: 'Behörigheter som saknas',
  appId: 'Appregistrering',
  names: 'Namn',
  provenAt: 'Namn bekräftade den',
  isContested: 'hör enligt en annan organisation också till',
  messagesHeading: 'Meddelanden',
  messages: 'Meddelanden som skickats som den här avsändaren',
  needsHeading: 'Vad som behövs',
  approve: 'Länk för godkännande',

  actsHeading: 'Åtgärder',
  diagnose: 'Kontrollera anslutningen',
  diagnoseHint: 'Prövar i ordning allt som behövs för att skicka, och skickar ingenting.',
  diagnosing: 'Kontrollerar…',
  test: 'Skicka ett testmeddelande',
  testHint: 'Går från postlådan till den själv och registreras.',
  testing: 'Skickar…',
  disconnect: 'Koppla från',
  disconnectHint:
    'Tar bort token och deras nyckel. Ingenting skickas i användarens namn förrän användaren ansluter igen; meddelanden väntar så länge.',
  disconnecting: 'Kopplar från…',
  erase: 'Radera',
  eraseHint:
    'Tar bort det som sparas om användaren, kopplar från postlådan och visar ett kvitto. Det går inte att ångra; användaren kan ansluta igen.',
  erasing: 'Raderar…',

  testSent: 'Microsoft tog emot testmeddelandet.',
  testWaits: 'Testmeddelandet väntar på att skickas. Listan över meddelanden visar vad som händer med det.',
  testFailed: 'Testmeddelandet skickades inte.',
  testUnknown: 'Det är okänt om testmeddelandet skickades. Se efter i Skickat i postlådan.',
  isDisconnected: 'Anslutningen har avslutats. Dess token och deras nyckel är borttagna.',

  checkTitle: 'Kontroll av en anslutning',
  checkedAt: (time) => html`Kontrollerad den ${time}.`,
  checkWorks: 'Det går att skicka.',
  checkFails: 'Något hindrar den här avsändaren från att skicka. Börja med det första problemet.',
  again: 'Kontrollera igen',
  backToSender: 'Tillbaka till avsändaren',
  steps: {
    identity: 'Avsändare',
    names: 'Namn',
    grant: 'Anslutning',
    policy: 'Regler',
    token: 'Åtkomst hos Microsoft',
    permission: 'Behörigheter',
    limits: 'Gränser för utskick',
    mailbox: 'Postlåda',
    test: 'Testmeddelande',
  },
  findings: {
    known: 'Det är säkert vem det är.',
    proven: 'Dessa namn leder till avsändaren:',
    contested: 'Två organisationer ger dessa namn till två användare, så de betecknar ingen av dem:',
    aged: 'Beviset för några namn är för gammalt. Det förnyas av sig självt innan de används.',
    unnamed: 'Inget namn är bekräftat, så bara objekt-id leder till den här avsändaren.',
    connected: 'En postlåda är ansluten.',
    open: 'Ingen regel som är känd här hindrar avsändaren från att skicka.',
    sandbox: 'Värdklienten är inställd för test: meddelanden går bara till vissa mottagare.',
    given: 'Microsoft låter appen agera för avsändaren.',
    granted: 'Alla behörigheter som appen ber om är beviljade.',
    small:
      'Stora meddelanden kräver Mail.ReadWrite, som inte är beviljad. Avsändaren ansluter igen för att bevilja den.',
    free: 'Nästa meddelande kan skickas genast.',
    full: 'Så många meddelanden har skickats som är tillåtet på en gång. De andra skickas av sig själva.',
    exists: 'Microsoft har postlådan och tar emot meddelanden från den.',
    unclear: 'Microsoft sade inte tydligt om det finns en postlåda. Ett testmeddelande visar det.',
    accepted: 'Microsoft tog emot ett testmeddelande från postlådan till den själv.',
    configured: 'Ett dokument i konfigurationen anger den här postlådan.',
    needless: 'Dokumentet gör detta onödigt.',
    reached: 'Servern tar emot meddelanden för den här postlådan.',
    untried: 'Bara ett testmeddelande visar om det går att skicka från den här postlådan.',
  },

  nothingTitle: 'Det fanns inget kvar att radera',
  nothingLeft: 'Det som sparades om användaren hade redan raderats. Inget gjordes, och det finns inget kvitto.',
  erasedTitle: 'Det som sparades om användaren är raderat',
  shownOnce:
    'Det här kvittot visas en gång: det sparas inte och går inte att hämta igen, inte heller genom att läsa in sidan på nytt. Spara det nu om du behöver det.',
  erasedAt: 'Raderat den',
  deleted: 'Borttaget',
  deletedKinds: {
    connection: () => 'Anslutningen med dess token och deras nyckel',
    names: (count) => `Namn som ledde till användaren: ${count}`,
    message_index: (count) => `Poster i listan över meddelanden som skickats som användaren: ${count}`,
  },
  remaining: 'Finns kvar',
  nothingRemains: 'Ingenting.',
  remainingKinds: {
    messages: (time) =>
      html`Till ${time}: för varje meddelande när, av vilket program, till hur många mottagare och hur det gick, utan
      innehåll`,
    generation: (time) =>
      html`Till ${time}: hur ofta användaren hade anslutit, så att en kopia av den gamla anslutningen inte kan läggas
      tillbaka`,
    test_times: (time) => html`Till ${time}: när användaren senast testade`,
    message_index: (time) => html`Till ${time}: resten av listan över meddelanden`,
  },
  fileHeading: 'Kvittot som fil',
  fileHint: (name) =>
    html`Kopiera den här texten till en tom fil och spara den som ${name}. Användaren anges bara med objekt-id.`,
};
