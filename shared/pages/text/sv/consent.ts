/**
 * The consent page in Swedish, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `Låt ${erp} hos ${host} skicka e-post som du`,
  heading: (erp, host) => html`Låt ${erp} hos ${host} skicka e-post som du`,
  ended: 'Sidan som du sökte är inte längre tillgänglig. Börja här för att ansluta din postlåda.',
  lead: 'E-posten skickas då från din egen arbetspostlåda. Inget ändras förrän du fortsätter.',

  whatTerm: 'Vad som skickas',
  what: (host) => html`E-post i ditt namn, till exempel fakturor och påminnelser. ${host} bestämmer vilken.`,
  fromTerm: 'Från vilken adress',
  from: 'Din egen arbetsadress. En kopia finns normalt bland dina skickade objekt.',
  cannotTerm: 'Vad appen inte kan',
  cannot: 'Läsa, ändra eller ta bort din e-post. Den ser aldrig ditt lösenord.',
  doesNotTerm: 'Vad appen inte gör',
  doesNot: (shownAs) =>
    `Läser, ändrar eller tar bort din e-post. Den använder ”${shownAs}” för utkast till stora e-postmeddelanden, som den själv skapar och skickar.`,
  howLongTerm: 'Hur länge',
  howLong: (link) => html`Tills du kopplar från postlådan på ${link('din egen sida')}, även när du är utloggad.`,
  continue: 'Fortsätt till Microsoft',
  steps: 'Microsoft kan be dig välja konto och sedan godkänna. Välj samma arbetskonto varje gång.',

  stepsSummary: 'Vad Microsoft frågar dig',
  hostStep: (host) => html`Först loggar du in som användare hos ${host}. Det fastställer vem du är där.`,
  homeStep:
    'Sedan loggar du in i din egen organisation. Det fastställer att postlådan är din. Microsoft ber här om ditt medgivande, om inte ' +
    'din IT-avdelning redan har gett det för alla.',
  password: (address) =>
    html`Skriv ditt lösenord bara där adressen börjar med ${address}, eller på din egen organisations inloggningssida.`,
  unverified: (contact) =>
    html`Microsoft kan kalla appen ”overifierad”. Det betyder att dess utgivare inte har gått igenom Microsofts
    verifiering. Om du inte väntade dig frågan, godkänn inte utan fråga ${contact}.`,
  screenLines: 'Microsoft visar några eller alla av de här raderna. Var och en används till en enda sak:',
  screenLine: (shownAs, usedFor) => html`<b>${shownAs}</b>: ${usedFor}`,

  approvalSummary: 'Om Microsoft kräver en administratörs godkännande',
  approval:
    'I många organisationer får bara IT-avdelningen godkänna appar. Då stoppar Microsoft dig där, och inget ansluts. Skicka den här ' +
    'texten till din IT-avdelning. Kom tillbaka till den här sidan när appen är godkänd.',
  approvalLink: (link) => html`Är du själv administratör? ${link('Godkänn appen för din organisation')}`,

  keptSummary: 'Vad som sparas, och hur länge',
  connectionTerm: 'Tills du kopplar från',
  connection:
    'Ditt medgivande, som är en token från Microsoft: krypterad. Din postlådas adresser, ditt användarnamn och när du anslöt den.',
  afterwardsTerm: 'Därefter',
  afterwards:
    'Din token tas bort. Vilken postlåda som var ansluten för dig, och när, finns kvar tills du raderar det på din egen sida.',
  emailsTerm: (days) => `I ${days} dagar`,
  emails:
    'Om varje e-postmeddelande: vilket program som skickade det, dess referens (till exempel fakturans nummer), hur många mottagare ' +
    'det hade, när det skickades, vad Microsoft svarade, även fel, och ett kontrollvärde som visar om ett annat e-postmeddelande är ' +
    'likadant.',
  waitingTerm: 'Så länge ett e-postmeddelande väntar på att skickas',
  waiting: (days) =>
    `Dess ämne, text, bilagor och mottagare: krypterat. De tas bort när det har skickats, annars ${days} dagar senare.`,
};

export const permissions: Texts['permissions'] = {
  openid: { shownAs: 'Logga in dig', usedFor: 'fastställer vem som loggade in' },
  profile: { shownAs: 'Visa din grundläggande profil', usedFor: 'ger namnet på kontot som loggade in' },
  offline_access: {
    shownAs: 'Behålla åtkomst till data som du har gett den åtkomst till',
    usedFor: 'skickar även när personen är utloggad',
  },
  'User.Read': { shownAs: 'Logga in dig och läsa din profil', usedFor: 'läser postlådans adress' },
  'Mail.Send': { shownAs: 'Skicka e-post som du', usedFor: 'skickar e-postmeddelandena' },
  'Mail.ReadWrite': {
    shownAs: 'Läs- och skrivåtkomst till din e-post',
    usedFor:
      'skapar ett utkast av ett e-postmeddelande som är för stort för en enda begäran, lägger till dess filer och tar bort det som inte kunde skickas',
  },
};

export const adminConsent: Texts['adminConsent'] = {
  approvedTitle: 'Tack för att du godkände appen',
  approved: (erp, host) =>
    html`Personer i din organisation som arbetar i ${erp} hos ${host} kan nu ansluta sin postlåda.`,
  eachPerson: (link) =>
    html`Ingen ansluts genom det här godkännandet. Varje person öppnar den här sidan en gång och loggar in: ${link}`,
  withdraw: 'Du kan se och återkalla godkännandet i Microsoft Entra, ”Företagsprogram”.',
  notApprovedTitle: 'Appen godkändes inte',
  notApproved: (erp, host) =>
    html`Microsoft rapporterar inget godkännande. Personer i din organisation kan ännu inte ansluta sin postlåda till
    ${erp} hos ${host}.`,
  tryAgain: (appId) =>
    html`Om du inte avböjde loggar du in med ett konto som får godkänna appar (till exempel ”Molnprogramadministratör”)
    och öppnar godkännandelänken igen. Appens id är ${appId}.`,
};
