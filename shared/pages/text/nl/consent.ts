/**
 * The consent page in Dutch, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `${erp} bij ${host} e-mail namens u laten verzenden`,
  heading: (erp, host) => html`${erp} bij ${host} e-mail namens u laten verzenden`,
  ended: 'De gevraagde pagina is niet meer beschikbaar. Begin hier om uw postvak te koppelen.',
  lead: 'De e-mails komen dan uit uw eigen zakelijke postvak. Er verandert niets totdat u doorgaat.',

  whatTerm: 'Wat er wordt verzonden',
  what: (host) => html`E-mails namens u, zoals facturen en herinneringen. ${host} bepaalt welke.`,
  fromTerm: 'Vanaf welk adres',
  from: 'Uw eigen zakelijke adres. Normaal staat er een kopie in uw verzonden items.',
  cannotTerm: 'Wat de app niet kan',
  cannot: 'Uw e-mail lezen, wijzigen of verwijderen. De app ziet nooit uw wachtwoord.',
  doesNotTerm: 'Wat de app niet doet',
  doesNot: (shownAs) =>
    `Uw e-mail lezen, wijzigen of verwijderen. De app gebruikt ‘${shownAs}’ voor concepten van grote e-mails, die zij zelf maakt en verzendt.`,
  howLongTerm: 'Hoelang',
  howLong: (link) => html`Totdat u het postvak ontkoppelt op ${link('uw eigen pagina')}, ook als u bent afgemeld.`,
  continue: 'Doorgaan naar Microsoft',
  steps: 'Microsoft kan u vragen uw account te kiezen en daarna te accepteren. Kies telkens hetzelfde werkaccount.',

  stepsSummary: 'Wat Microsoft u vraagt',
  hostStep: (host) => html`Eerst meldt u zich aan als gebruiker van ${host}. Zo staat vast wie u daar bent.`,
  homeStep:
    'Daarna meldt u zich aan bij uw eigen organisatie. Zo staat vast dat het postvak van u is. Microsoft vraagt hier om uw ' +
    'toestemming, tenzij uw IT-afdeling die al voor iedereen heeft gegeven.',
  password: (address) =>
    html`Typ uw wachtwoord alleen als het adres begint met ${address}, of op de aanmeldingspagina van uw eigen
    organisatie.`,
  unverified: (contact) =>
    html`Microsoft kan de app ‘niet geverifieerd’ noemen. Dat betekent dat de uitgever de verificatie van Microsoft niet
    heeft doorlopen. Als u deze vraag niet verwachtte, accepteer dan niet en neem contact op met ${contact}.`,
  screenLines: 'Microsoft toont enkele of alle van deze regels. Elke regel dient één doel:',
  screenLine: (shownAs, usedFor) => html`<b>${shownAs}</b>: ${usedFor}`,

  approvalSummary: 'Als Microsoft om goedkeuring van een beheerder vraagt',
  approval:
    'In veel organisaties mag alleen de IT-afdeling apps goedkeuren. Microsoft houdt u daar dan tegen en er wordt niets gekoppeld. ' +
    'Stuur deze tekst naar uw IT-afdeling. Kom na de eenmalige goedkeuring terug naar deze pagina.',
  approvalLink: (link) => html`Bent u zelf beheerder? ${link('De app goedkeuren voor uw organisatie')}`,

  keptSummary: 'Wat er wordt bewaard, en hoelang',
  connectionTerm: 'Totdat u ontkoppelt',
  connection:
    'Uw toestemming, namelijk een token van Microsoft: versleuteld. De adressen van uw postvak, uw gebruikersnaam en wanneer u het ' +
    'hebt gekoppeld.',
  afterwardsTerm: 'Daarna',
  afterwards:
    'Het token wordt verwijderd. Welk postvak voor u was gekoppeld, en wanneer, blijft bewaard totdat u het op uw eigen pagina wist.',
  emailsTerm: (days) => `${days} dagen lang`,
  emails:
    'Van elke e-mail: welke toepassing deze heeft verzonden, de referentie (bijvoorbeeld het factuurnummer), het aantal ontvangers, ' +
    'wanneer deze is verzonden, wat Microsoft heeft geantwoord, ook fouten, en een controlegetal dat laat zien of een andere e-mail ' +
    'dezelfde is.',
  waitingTerm: 'Zolang een e-mail wacht op verzending',
  waiting: (days) =>
    `Het onderwerp, de tekst, de bijlagen en de ontvangers: versleuteld. Ze worden gewist zodra de e-mail is verzonden, en anders ${days} dagen later.`,
};

export const permissions: Texts['permissions'] = {
  openid: { shownAs: 'U aanmelden', usedFor: 'stelt vast wie zich heeft aangemeld' },
  profile: { shownAs: 'Uw basisprofiel weergeven', usedFor: 'geeft de naam van het aangemelde account' },
  offline_access: {
    shownAs: 'Toegang behouden tot gegevens waartoe u toegang hebt verleend',
    usedFor: 'verzendt ook terwijl de persoon niet is aangemeld',
  },
  'User.Read': { shownAs: 'U aanmelden en uw profiel lezen', usedFor: 'leest het adres van het postvak' },
  'Mail.Send': { shownAs: 'E-mail namens u verzenden', usedFor: 'verzendt de e-mails' },
  'Mail.ReadWrite': {
    shownAs: 'Lees- en schrijftoegang tot uw e-mail',
    usedFor:
      'maakt een concept van een e-mail die te groot is voor één verzoek, voegt de bestanden toe en verwijdert wat niet kon worden verzonden',
  },
};

export const adminConsent: Texts['adminConsent'] = {
  approvedTitle: 'Bedankt voor het goedkeuren van de app',
  approved: (erp, host) =>
    html`Mensen in uw organisatie die in ${erp} bij ${host} werken, kunnen nu hun postvak koppelen.`,
  eachPerson: (link) =>
    html`Door deze goedkeuring wordt niemand gekoppeld. Iedere persoon opent deze pagina één keer en meldt zich aan:
    ${link}`,
  withdraw: 'U kunt de goedkeuring bekijken en intrekken in Microsoft Entra, ‘Bedrijfstoepassingen’.',
  notApprovedTitle: 'De app is niet goedgekeurd',
  notApproved: (erp, host) =>
    html`Microsoft meldt geen goedkeuring. Mensen in uw organisatie kunnen hun postvak nog niet koppelen aan ${erp} bij
    ${host}.`,
  tryAgain: (appId) =>
    html`Als u niet hebt geweigerd, meld u dan aan met een account dat apps mag goedkeuren (bijvoorbeeld
    ‘Cloudtoepassingsbeheerder’) en open de goedkeuringslink opnieuw. De id van de app is ${appId}.`,
};
