/**
 * The pages of a person who has signed in, in Danish: connected, own page, test email, disconnected.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const connection: Texts['connection'] = {
  mailboxTerm: 'Postkasse',
  forTerm: 'For',
  userOf: (user, host) => html`${user}, bruger hos ${host}`,
  contested: (erp) =>
    html`En anden organisation siger, at denne adresse tilhører en af dens brugere. Indtil en af de to opgiver den, kan
    ${erp} ikke finde nogen af jer på den. Hvis du ikke kender noget til det, så giv kontakten nedenfor besked.`,
  connectedTitle: 'Din postkasse er forbundet',
  connected: (erp, host, mailbox) => html`${erp} hos ${host} kan nu sende mails fra ${mailbox}.`,
  fromNowTerm: 'Fra nu af',
  fromNow: (erp) =>
    html`De mails, ${erp} sender i dit navn, går ud fra denne postkasse og ligger i dens Sendt post, også mens du er
    logget af.`,
  unclear: 'Microsoft sagde ikke klart, om denne konto har en postkasse. Send en testmail for at være sikker.',
  changeOfMind: 'Hvis det ikke var dig, eller du fortryder',
  disconnectLater: (link) => html`Afbryd forbindelsen her nu, eller senere på ${link}.`,
};

export const me: Texts['me'] = {
  signedOutTitle: 'Se eller afbryd din forbindelse',
  signedOut: (erp, host) =>
    html`Her ser du, hvilken postkasse ${erp} hos ${host} bruger til at sende mails som dig, og hvad der er sendt. Du
    kan sende en testmail, afbryde forbindelsen eller slette det, der er gemt om dig.`,
  signInAs: (host) =>
    html`Log på som den bruger, du er hos ${host}. Microsoft spørger om, hvilken konto, og beder ikke om nogen
    tilladelse.`,
  signIn: 'Log på med Microsoft',
  notYet: (link) => html`Ikke forbundet endnu? ${link('Læs, hvad det betyder.')}`,

  notConnectedTitle: 'Ingen postkasse er forbundet',
  notConnected: (erp, user) => html`${erp} kan ikke sende mails som dig. Intet er forbundet for ${user}.`,
  cannotConnect: 'Der kan ikke forbindes en postkasse for denne konto.',
  connect: 'Forbind en postkasse',
  otherAccount: 'Log på med en anden konto',

  title: 'Din forbindelse',
  problemTitle: 'Der er et problem med din forbindelse',
  endedTitle: 'Forbind din postkasse igen',
  works: (erp, host) => html`${erp} hos ${host} kan sende mails som dig, fra din postkasse.`,
  hasProblem: (erp, host) => html`${erp} hos ${host} kan måske ikke sende mails som dig i øjeblikket.`,
  hasEnded: (erp, host) => html`${erp} hos ${host} kan ikke længere sende mails som dig.`,
  hasEndedUntil: (erp, host) =>
    html`${erp} hos ${host} kan ikke længere sende mails som dig, før du forbinder din postkasse igen.`,
  connectAgain: 'Forbind igen',
  check: 'Kontrollér min forbindelse',
  mustAct: (actor) => html`Hvem skal handle: ${actor}`,
  wants: (permissions) =>
    `Appen beder nu om endnu en tilladelse: ${permissions}. Den kan sende uden. Forbind din postkasse igen for at give den.`,
  since: 'Forbundet siden',
  renewed: 'Senest fornyet',

  formerTitle: 'En tidligere kontos forbindelse',
  former: (user, host, erp) =>
    html`Der er forbundet en postkasse for ${user} hos ${host}, men under en anden konto end den, du loggede på med.
    ${erp} sender intet fra den.`,
  formerReason: (host, link) =>
    html`Det sker, når ${host} overdrager en bruger til en anden konto. Fjern forbindelsen, eller
    ${link('forbind din egen postkasse')} i stedet.`,
  formerCannotBeReplaced: (host) =>
    html`Det sker, når ${host} overdrager en bruger til en anden konto. Fjern forbindelsen. Din egen konto kan ikke
    forbindes i stedet:`,
  removeFormer: 'Fjern forbindelsen',
  removing: 'Fjerner …',

  notYou: 'Ikke dig?',
  signedInAs: (user) =>
    html`Du er logget på her som ${user}. Log af, hvis det er en anden, eller hvis andre bruger denne computer. Det
    ændrer intet hos Microsoft.`,
  signOut: 'Log af',
  signingOut: 'Logger af …',
};

export const test: Texts['test'] = {
  send: 'Send en testmail til mig',
  sendAnother: 'Send endnu en testmail',
  sending: 'Sender …',
  seeConnection: 'Se din forbindelse',
  sentTitle: 'Testmailen er sendt',
  sent: (mailbox) => html`Microsoft tog imod en testmail fra ${mailbox} til den samme adresse.`,
  sentNext: 'Den ligger i Sendt post og burde nå din Indbakke inden for få minutter.',
  unknownTitle: 'Testmailen er muligvis sendt',
  unknown: (mailbox) => html`Microsofts svar gik tabt, så det vides ikke, om testmailen blev sendt fra ${mailbox}.`,
  unknownNext: 'Se i Sendt post om nogle minutter. Hvis den ikke er der, så send en ny testmail.',
  failedTitle: 'Testmailen blev ikke sendt',
};

export const testMessage: Texts['testMessage'] = {
  subject: (erp) => `Testmail: ${erp} kan sende fra din postkasse`,
  content: (erp, host, mailbox) =>
    `Dette er den testmail, som du eller ${host} bad om.\n\n` +
    `${erp} kan sende mails fra ${mailbox}. De ligger i Sendt post, ligesom denne.`,
};

export const disconnect: Texts['disconnect'] = {
  summary: 'Afbryd forbindelsen',
  what: (erp) =>
    html`Det sletter dine tokens for postkassen og deres nøgle. ${erp} kan ikke sende som dig, før du forbinder
    postkassen igen. Mails, der er sendt, bliver i Sendt post.`,
  button: 'Afbryd forbindelsen til denne postkasse',
  busy: 'Afbryder …',
  doneTitle: 'Forbindelsen til din postkasse er afbrudt',
  done: (erp, host, mailbox) => html`${erp} hos ${host} kan ikke længere sende mails fra ${mailbox}.`,
  formerDoneTitle: 'Den tidligere forbindelse er fjernet',
  formerDone: (erp, host) => html`${erp} hos ${host} kan ikke længere sende mails fra den tidligere kontos postkasse.`,
  deletedTerm: 'Slettet her',
  deleted: 'Postkassens tokens og den nøgle, der åbner dem.',
  endedTerm: 'Også afsluttet',
  ended: 'Din session på disse sider, her og på andre enheder.',
  keptTerm: 'Ikke ændret',
  kept: 'Postkassen og hver mail, der er sendt. De bliver i Sendt post.',
  useAgain: (link) => html`For at bruge den igen skal du ${link('forbinde din postkasse')}.`,
  useOwn: (link) => html`For at sende fra din egen skal du ${link('forbinde din postkasse')}.`,
  microsoftHeading: 'Tilladelsen hos Microsoft',
  portalLink: 'Mine\u00a0apps',
  portalName: 'Microsofts portal “Mine\u00a0apps”',
  atMicrosoft: (portal) =>
    html`Microsoft beholder den tilladelse, du gav, indtil du trækker den tilbage dér: Åbn ${portal} med din
      arbejdskonto, peg på appen, vælg de tre prikker og derefter <b>Administrer dit program</b> og
      <b>Tilbagekald tilladelser</b>. Hvis din it-afdeling godkendte appen for alle, kan kun den trække tilladelsen
      tilbage.`,
};
