/**
 * The pages of a person who has signed in, in Dutch: connected, own page, test email, disconnected.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const connection: Texts['connection'] = {
  mailboxTerm: 'Postvak',
  forTerm: 'Voor',
  userOf: (user, host) => html`${user}, gebruiker van ${host}`,
  contested: (erp) =>
    html`Een andere organisatie zegt dat dit adres bij een van haar gebruikers hoort. Zolang geen van beide het opgeeft,
    kan ${erp} geen van u beiden op dit adres vinden. Als u hier niets van weet, meld het dan aan de contactpersoon
    hieronder.`,
  connectedTitle: 'Uw postvak is gekoppeld',
  connected: (erp, host, mailbox) => html`${erp} bij ${host} kan nu e-mail verzenden vanuit ${mailbox}.`,
  fromNowTerm: 'Vanaf nu',
  fromNow: (erp) =>
    html`E-mails die ${erp} namens u verzendt, gaan uit van dit postvak en staan in de verzonden items ervan, ook als u
    bent afgemeld.`,
  unclear:
    'Microsoft heeft niet duidelijk aangegeven of dit account een postvak heeft. Stuur voor de zekerheid een testmail.',
  changeOfMind: 'Als u dit niet was, of als u van gedachten verandert',
  disconnectLater: (link) => html`Ontkoppel het nu hier, of later op ${link}.`,
};

export const me: Texts['me'] = {
  signedOutTitle: 'Uw koppeling bekijken of beëindigen',
  signedOut: (erp, host) =>
    html`Hier ziet u welk postvak ${erp} bij ${host} gebruikt om e-mail namens u te verzenden, en wat er is verzonden. U
    kunt een testmail verzenden, het postvak ontkoppelen of wissen wat er over u wordt bewaard.`,
  signInAs: (host) =>
    html`Meld u aan als de gebruiker die u bij ${host} bent. Microsoft vraagt welk account, maar vraagt geen machtiging.`,
  signIn: 'Aanmelden met Microsoft',
  notYet: (link) => html`Nog niet gekoppeld? ${link('Lees wat koppelen betekent.')}`,

  notConnectedTitle: 'Er is geen postvak gekoppeld',
  notConnected: (erp, user) => html`${erp} kan geen e-mail namens u verzenden. Voor ${user} is niets gekoppeld.`,
  cannotConnect: 'Voor dit account kan geen postvak worden gekoppeld.',
  connect: 'Een postvak koppelen',
  otherAccount: 'Aanmelden met een ander account',

  title: 'Uw koppeling',
  problemTitle: 'Er is een probleem met uw koppeling',
  endedTitle: 'Koppel uw postvak opnieuw',
  works: (erp, host) => html`${erp} bij ${host} kan e-mail namens u verzenden, vanuit uw postvak.`,
  hasProblem: (erp, host) => html`${erp} bij ${host} kan op dit moment mogelijk geen e-mail namens u verzenden.`,
  hasEnded: (erp, host) => html`${erp} bij ${host} kan geen e-mail meer namens u verzenden.`,
  hasEndedUntil: (erp, host) =>
    html`${erp} bij ${host} kan geen e-mail meer namens u verzenden totdat u uw postvak opnieuw koppelt.`,
  connectAgain: 'Opnieuw koppelen',
  check: 'Mijn koppeling controleren',
  mustAct: (actor) => html`Wie moet handelen: ${actor}`,
  wants: (permissions) =>
    `Deze app vraagt nu om nog een machtiging: ${permissions}. Verzenden werkt ook zonder. Koppel uw postvak opnieuw om deze te geven.`,
  since: 'Gekoppeld sinds',
  renewed: 'Laatst vernieuwd',

  formerTitle: 'De koppeling van een vroeger account',
  former: (user, host, erp) =>
    html`Voor ${user} is bij ${host} een postvak gekoppeld, maar onder een ander account dan dat waarmee u zich hebt
    aangemeld. ${erp} verzendt er niets uit.`,
  formerReason: (host, link) =>
    html`Dit gebeurt wanneer ${host} een gebruiker aan een ander account overdraagt. Verwijder de koppeling, of
    ${link('koppel in plaats daarvan uw eigen postvak')}.`,
  formerCannotBeReplaced: (host) =>
    html`Dit gebeurt wanneer ${host} een gebruiker aan een ander account overdraagt. Verwijder de koppeling. Uw eigen
    account kan niet in plaats daarvan worden gekoppeld:`,
  removeFormer: 'Koppeling verwijderen',
  removing: 'Wordt verwijderd…',

  notYou: 'Bent u dit niet?',
  signedInAs: (user) =>
    html`U bent hier aangemeld als ${user}. Meld u af als dat iemand anders is, of als anderen deze computer gebruiken.
    Bij Microsoft verandert er niets.`,
  signOut: 'Afmelden',
  signingOut: 'Bezig met afmelden…',
};

export const test: Texts['test'] = {
  send: 'Een testmail aan mij verzenden',
  sendAnother: 'Nog een testmail verzenden',
  sending: 'Wordt verzonden…',
  seeConnection: 'Uw koppeling bekijken',
  sentTitle: 'De testmail is verzonden',
  sent: (mailbox) => html`Microsoft heeft een testmail van ${mailbox} aan hetzelfde adres geaccepteerd.`,
  sentNext: 'De testmail staat in de verzonden items en hoort binnen enkele minuten in uw Postvak IN te staan.',
  unknownTitle: 'De testmail is mogelijk verzonden',
  unknown: (mailbox) =>
    html`Het antwoord van Microsoft is verloren gegaan; het is niet bekend of de testmail uit ${mailbox} is verzonden.`,
  unknownNext: 'Controleer de verzonden items over enkele minuten. Staat de testmail er niet, verzend er dan nog een.',
  failedTitle: 'De testmail is niet verzonden',
};

export const testMessage: Texts['testMessage'] = {
  subject: (erp) => `Testmail: ${erp} kan vanuit uw postvak verzenden`,
  content: (erp, host, mailbox) =>
    `Dit is de testmail waar u of ${host} om heeft gevraagd.\n\n` +
    `${erp} kan e-mail verzenden vanuit ${mailbox}. Die e-mails staan in uw verzonden items, net als deze.`,
};

export const disconnect: Texts['disconnect'] = {
  summary: 'Ontkoppelen',
  what: (erp) =>
    html`Hiermee worden de tokens voor uw postvak en hun sleutel verwijderd. ${erp} kan niet namens u verzenden totdat u
    het postvak opnieuw koppelt. Verzonden e-mails blijven in de verzonden items.`,
  button: 'Dit postvak ontkoppelen',
  busy: 'Wordt ontkoppeld…',
  doneTitle: 'Uw postvak is ontkoppeld',
  done: (erp, host, mailbox) => html`${erp} bij ${host} kan geen e-mail meer verzenden vanuit ${mailbox}.`,
  formerDoneTitle: 'De vroegere koppeling is verwijderd',
  formerDone: (erp, host) =>
    html`${erp} bij ${host} kan geen e-mail meer verzenden vanuit het postvak van het vroegere account.`,
  deletedTerm: 'Hier verwijderd',
  deleted: 'De tokens voor het postvak, en de sleutel die ze opent.',
  endedTerm: 'Ook beëindigd',
  ended: 'Uw sessie op deze pagina’s, hier en op andere apparaten.',
  keptTerm: 'Niet gewijzigd',
  kept: 'Het postvak en elke verzonden e-mail. Deze blijven in de verzonden items.',
  useAgain: (link) => html`Om het weer te gebruiken, ${link('koppelt u uw postvak')}.`,
  useOwn: (link) => html`Om vanuit uw eigen postvak te verzenden, ${link('koppelt u uw postvak')}.`,
  microsoftHeading: 'De machtiging bij Microsoft',
  portalLink: 'Mijn\u00a0apps',
  portalName: 'de portal ‘Mijn\u00a0apps’ van Microsoft',
  atMicrosoft: (portal) =>
    html`Microsoft bewaart de machtiging die u hebt gegeven totdat u deze daar intrekt: open ${portal} met uw
      werkaccount, wijs deze app aan, kies de drie puntjes en dan <b>Uw toepassing beheren</b> en
      <b>Machtigingen intrekken</b>. Als uw IT-afdeling de app voor iedereen heeft goedgekeurd, kan alleen die de
      machtiging intrekken.`,
};
