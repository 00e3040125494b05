/** What the console says in Dutch about senders. */
import { html } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../en/console-senders.ts';

export const senders: ConsoleSendersTexts = {
  caption: 'Verbindingen',
  empty: 'Nog niemand heeft een postvak verbonden.',
  findLabel: 'Object-id, user principal name of adres',
  find: 'De afzender zoeken',
  finding: 'Zoeken…',
  unknown: 'Geen afzender heeft deze id of naam. Gasten die nooit hebben verbonden, staan op deze pagina:',
  ambiguous: 'Meer dan één afzender heeft deze naam. Zoek op de object-id.',

  factsHeading: 'Verbinding',
  objectId: 'Object-id in de hosttenant',
  provider: 'Verzendt via',
  byDocument:
    'Een document van de configuratie noemt dit postvak. Het wordt daar gewijzigd en kan hier niet worden verbroken.',
  document: 'Configuratie',
  connectedAt: 'Verbonden op',
  refreshedAt: 'Laatst vernieuwd op',
  scopes: 'Machtigingen',
  wants: 'Ontbrekende machtigingen',
  appId: 'App-registratie',
  names: 'Namen',
  provenAt: 'Namen bewezen op',
  isContested: 'ook opgeëist door',
  messagesHeading: 'Berichten',
  messages: 'Berichten die als deze afzender zijn verzonden',
  needsHeading: 'Wat er nodig is',
  approve: 'Koppeling om goed te keuren',

  actsHeading: 'Acties',
  diagnose: 'De verbinding controleren',
  diagnoseHint: 'Probeert op volgorde alles wat voor het verzenden nodig is, en verzendt niets.',
  diagnosing: 'Controleren…',
  test: 'Een testmail verzenden',
  testHint: 'Gaat van het postvak naar zichzelf en wordt vastgelegd.',
  testing: 'Verzenden…',
  disconnect: 'Verbinding verbreken',
  disconnectHint:
    'Verwijdert de tokens en hun sleutel. Er wordt niets namens deze persoon verzonden totdat die opnieuw verbindt; berichten wachten zolang.',
  disconnecting: 'Verbinding wordt verbroken…',
  erase: 'Wissen',
  eraseHint:
    'Verwijdert wat van deze persoon wordt bewaard, verbreekt de verbinding met het postvak en toont een bewijs. Dit kan niet ongedaan worden gemaakt; de persoon kan opnieuw verbinden.',
  erasing: 'Wissen…',

  testSent: 'Microsoft heeft de testmail geaccepteerd.',
  testWaits: 'De testmail wacht op verzending. De lijst met berichten laat zien wat ermee gebeurt.',
  testFailed: 'De testmail is niet verzonden.',
  testUnknown: 'Het is niet bekend of de testmail is verzonden. Kijk in Verzonden items van het postvak.',
  isDisconnected: 'De verbinding is beëindigd. De tokens en hun sleutel zijn verwijderd.',

  checkTitle: 'Controle van een verbinding',
  checkedAt: (time) => html`Gecontroleerd op ${time}.`,
  checkWorks: 'Verzenden werkt.',
  checkFails: 'Iets verhindert dat deze afzender verzendt. Begin met het eerste probleem.',
  again: 'Opnieuw controleren',
  backToSender: 'Terug naar de afzender',
  steps: {
    identity: 'Afzender',
    names: 'Namen',
    grant: 'Verbinding',
    policy: 'Regels',
    token: 'Toegang bij Microsoft',
    permission: 'Machtigingen',
    limits: 'Verzendlimieten',
    mailbox: 'Postvak',
    test: 'Testmail',
  },
  findings: {
    known: 'Het staat vast wie dit is.',
    proven: 'Deze namen leiden naar de afzender:',
    contested: 'Twee organisaties geven deze namen aan twee personen, dus ze noemen geen van beiden:',
    aged: 'Het bewijs van sommige namen is te oud. Het wordt vanzelf vernieuwd voordat ze worden gebruikt.',
    unnamed: 'Geen naam is bewezen, dus alleen de object-id leidt naar deze afzender.',
    connected: 'Er is een postvak verbonden.',
    open: 'Geen regel die hier bekend is, verhindert dat de afzender verzendt.',
    sandbox: 'De hosttenant is ingericht voor tests: e-mails gaan alleen naar bepaalde geadresseerden.',
    given: 'Microsoft laat de app namens de afzender handelen.',
    granted: 'Elke machtiging waar de app om vraagt, is verleend.',
    small:
      'Grote e-mails hebben Mail.ReadWrite nodig, en dat is niet verleend. De afzender verbindt opnieuw om het te verlenen.',
    free: 'De volgende e-mail kan meteen weg.',
    full: 'Er zijn zoveel e-mails verzonden als tegelijk is toegestaan. De andere gaan vanzelf weg.',
    exists: 'Microsoft heeft het postvak en accepteert e-mails ervan.',
    unclear: 'Microsoft heeft niet duidelijk gezegd of er een postvak is. Een testmail laat het zien.',
    accepted: 'Microsoft heeft een testmail van het postvak aan zichzelf geaccepteerd.',
    configured: 'Een document van de configuratie noemt dit postvak.',
    needless: 'Door het document is dit niet nodig.',
    reached: 'De server accepteert e-mails voor dit postvak.',
    untried: 'Alleen een testmail laat zien of vanuit dit postvak mag worden verzonden.',
  },

  nothingTitle: 'Er was niets meer te wissen',
  nothingLeft:
    'Wat van deze persoon werd bewaard, was al eerder gewist. Er is niets gedaan en er is geen ontvangstbewijs.',
  erasedTitle: 'Wat van deze persoon werd bewaard, is gewist',
  shownOnce:
    'Dit bewijs wordt één keer getoond: het wordt niet bewaard en kan niet opnieuw worden opgevraagd, ook niet door de pagina opnieuw te laden. Sla het nu op als u het nodig hebt.',
  erasedAt: 'Gewist op',
  deleted: 'Verwijderd',
  deletedKinds: {
    connection: () => 'De verbinding, met haar tokens en hun sleutel',
    names: (count) => `Namen die naar de persoon leidden: ${count}`,
    message_index: (count) => `Vermeldingen in de lijst met berichten namens de persoon: ${count}`,
  },
  remaining: 'Blijft',
  nothingRemains: 'Niets.',
  remainingKinds: {
    messages: (time) =>
      html`Tot ${time}: van elk bericht wanneer, door welke toepassing, aan hoeveel geadresseerden en hoe het afliep,
      zonder inhoud`,
    generation: (time) =>
      html`Tot ${time}: hoe vaak de persoon had verbonden, zodat een kopie van de oude verbinding niet kan worden
      teruggezet`,
    test_times: (time) => html`Tot ${time}: wanneer de persoon voor het laatst heeft getest`,
    message_index: (time) => html`Tot ${time}: de rest van de lijst met berichten`,
  },
  fileHeading: 'Het bewijs als bestand',
  fileHint: (name) =>
    html`Kopieer deze tekst naar een leeg bestand en sla het op als ${name}. De persoon staat er alleen met de object-id
    in.`,
};
