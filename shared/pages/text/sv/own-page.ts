/**
 * The pages of a person who has signed in, in Swedish: connected, own page, test email, disconnected.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const connection: Texts['connection'] = {
  mailboxTerm: 'Postlåda',
  forTerm: 'För',
  userOf: (user, host) => html`${user}, användare hos ${host}`,
  contested: (erp) =>
    html`En annan organisation säger att den här adressen tillhör en av dess användare. Tills en av de två avstår från
    den kan ${erp} inte hitta någon av er genom den. Om du inte känner till det, meddela kontakten nedan.`,
  connectedTitle: 'Din postlåda är ansluten',
  connected: (erp, host, mailbox) => html`${erp} hos ${host} kan nu skicka e-post från ${mailbox}.`,
  fromNowTerm: 'Från och med nu',
  fromNow: (erp) =>
    html`E-post som ${erp} skickar i ditt namn går ut från den här postlådan och finns bland dess skickade objekt, även
    när du är utloggad.`,
  unclear:
    'Microsoft sade inte tydligt om det här kontot har en postlåda. Skicka ett testmeddelande för att vara säker.',
  changeOfMind: 'Om det inte var du, eller om du ångrar dig',
  disconnectLater: (link) => html`Koppla från den här nu, eller senare på ${link}.`,
};

export const me: Texts['me'] = {
  signedOutTitle: 'Se eller avsluta din anslutning',
  signedOut: (erp, host) =>
    html`Här ser du vilken postlåda ${erp} hos ${host} använder för att skicka e-post som du, och vad som har skickats.
    Du kan skicka ett testmeddelande, koppla från postlådan eller radera det som sparas om dig.`,
  signInAs: (host) =>
    html`Logga in som den användare du är hos ${host}. Microsoft frågar vilket konto, men begär ingen behörighet.`,
  signIn: 'Logga in med Microsoft',
  notYet: (link) => html`Inte ansluten än? ${link('Läs vad det innebär.')}`,

  notConnectedTitle: 'Ingen postlåda är ansluten',
  notConnected: (erp, user) => html`${erp} kan inte skicka e-post som du. Inget är anslutet för ${user}.`,
  cannotConnect: 'Ingen postlåda kan anslutas för det här kontot.',
  connect: 'Anslut en postlåda',
  otherAccount: 'Logga in med ett annat konto',

  title: 'Din anslutning',
  problemTitle: 'Det är problem med din anslutning',
  endedTitle: 'Anslut din postlåda igen',
  works: (erp, host) => html`${erp} hos ${host} kan skicka e-post som du, från din postlåda.`,
  hasProblem: (erp, host) => html`${erp} hos ${host} kan kanske inte skicka e-post som du just nu.`,
  hasEnded: (erp, host) => html`${erp} hos ${host} kan inte längre skicka e-post som du.`,
  hasEndedUntil: (erp, host) =>
    html`${erp} hos ${host} kan inte längre skicka e-post som du förrän du ansluter din postlåda igen.`,
  connectAgain: 'Anslut igen',
  check: 'Kontrollera min anslutning',
  mustAct: (actor) => html`Vem som måste agera: ${actor}`,
  wants: (permissions) =>
    `Appen begär nu ytterligare en behörighet: ${permissions}. E-post kan skickas även utan den. Anslut din postlåda igen för att ge den.`,
  since: 'Ansluten sedan',
  renewed: 'Senast förnyad',

  formerTitle: 'Ett tidigare kontos anslutning',
  former: (user, host, erp) =>
    html`En postlåda är ansluten för ${user} hos ${host}, men under ett annat konto än det du loggade in med. ${erp}
    skickar inget från den.`,
  formerReason: (host, link) =>
    html`Det händer när ${host} lämnar över en användare till ett annat konto. Ta bort anslutningen, eller
    ${link('anslut din egen postlåda')} i stället.`,
  formerCannotBeReplaced: (host) =>
    html`Det händer när ${host} lämnar över en användare till ett annat konto. Ta bort anslutningen. Ditt eget konto kan
    inte anslutas i stället:`,
  removeFormer: 'Ta bort anslutningen',
  removing: 'Tar bort …',

  notYou: 'Är det inte du?',
  signedInAs: (user) =>
    html`Du är inloggad här som ${user}. Logga ut om det är någon annan, eller om andra använder den här datorn. Det
    ändrar inget hos Microsoft.`,
  signOut: 'Logga ut',
  signingOut: 'Loggar ut …',
};

export const test: Texts['test'] = {
  send: 'Skicka ett testmeddelande till mig',
  sendAnother: 'Skicka ett testmeddelande till',
  sending: 'Skickar …',
  seeConnection: 'Se din anslutning',
  sentTitle: 'Testmeddelandet har skickats',
  sent: (mailbox) => html`Microsoft tog emot ett testmeddelande från ${mailbox} till samma adress.`,
  sentNext: 'Det finns bland skickade objekt och bör nå din inkorg inom några minuter.',
  unknownTitle: 'Testmeddelandet kan ha skickats',
  unknown: (mailbox) =>
    html`Svaret från Microsoft gick förlorat, så det är okänt om testmeddelandet skickades från ${mailbox}.`,
  unknownNext: 'Titta bland skickade objekt om några minuter. Om det inte finns där, skicka ett testmeddelande till.',
  failedTitle: 'Testmeddelandet skickades inte',
};

export const testMessage: Texts['testMessage'] = {
  subject: (erp) => `Testmeddelande: ${erp} kan skicka från din postlåda`,
  content: (erp, host, mailbox) =>
    `Det här är testmeddelandet som du eller ${host} bad om.\n\n` +
    `${erp} kan skicka e-post från ${mailbox}. Den finns bland dina skickade objekt, liksom det här meddelandet.`,
};

export const disconnect: Texts['disconnect'] = {
  summary: 'Koppla från',
  what: (erp) =>
    html`Det tar bort dina tokens för postlådan och deras nyckel. ${erp} kan inte skicka som du förrän du ansluter
    postlådan igen. Skickad e-post finns kvar bland skickade objekt.`,
  button: 'Koppla från den här postlådan',
  busy: 'Kopplar från …',
  doneTitle: 'Din postlåda är frånkopplad',
  done: (erp, host, mailbox) => html`${erp} hos ${host} kan inte längre skicka e-post från ${mailbox}.`,
  formerDoneTitle: 'Den tidigare anslutningen är borttagen',
  formerDone: (erp, host) => html`${erp} hos ${host} kan inte längre skicka e-post från det tidigare kontots postlåda.`,
  deletedTerm: 'Borttaget här',
  deleted: 'Postlådans tokens och nyckeln som öppnar dem.',
  endedTerm: 'Även avslutad',
  ended: 'Din session på de här sidorna, här och på andra enheter.',
  keptTerm: 'Oförändrat',
  kept: 'Postlådan och all skickad e-post. Den finns kvar bland skickade objekt.',
  useAgain: (link) => html`För att använda den igen, ${link('anslut din postlåda')}.`,
  useOwn: (link) => html`För att skicka från din egen, ${link('anslut din postlåda')}.`,
  microsoftHeading: 'Behörigheten hos Microsoft',
  portalLink: 'Mina\u00a0appar',
  portalName: 'Microsofts portal ”Mina\u00a0appar”',
  atMicrosoft: (portal) =>
    html`Microsoft behåller behörigheten som du gav tills du återkallar den där: öppna ${portal} med ditt arbetskonto,
      peka på appen, välj de tre punkterna och sedan <b>Hantera ditt program</b> och <b>Återkalla behörigheter</b>. Om
      din IT-avdelning godkände appen för alla kan bara den återkalla behörigheten.`,
};
