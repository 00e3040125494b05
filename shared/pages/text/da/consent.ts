/**
 * The consent page in Danish, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `Lad ${erp} hos ${host} sende mails som dig`,
  heading: (erp, host) => html`Lad ${erp} hos ${host} sende mails som dig`,
  ended: 'Den side, du bad om, er ikke længere tilgængelig. Begynd her for at forbinde din postkasse.',
  lead: 'Mailene sendes så fra din egen arbejdspostkasse. Intet ændres, før du fortsætter.',

  whatTerm: 'Hvad der sendes',
  what: (host) => html`Mails i dit navn, for eksempel fakturaer og rykkere. ${host} bestemmer hvilke.`,
  fromTerm: 'Fra hvilken adresse',
  from: 'Din egen arbejdsadresse. Der ligger normalt en kopi i Sendt post.',
  cannotTerm: 'Hvad appen ikke kan',
  cannot: 'Læse, ændre eller slette dine mails. Den ser aldrig din adgangskode.',
  doesNotTerm: 'Hvad appen ikke gør',
  doesNot: (shownAs) =>
    `Læser, ændrer eller sletter dine mails. Den bruger “${shownAs}” til kladder af store mails, som den selv opretter og sender.`,
  howLongTerm: 'Hvor længe',
  howLong: (link) => html`Indtil du afbryder forbindelsen på ${link('din egen side')}, også mens du er logget af.`,
  continue: 'Fortsæt til Microsoft',
  steps:
    'Microsoft beder dig måske om at vælge din konto og derefter om at acceptere. Vælg den samme arbejdskonto hver gang.',

  stepsSummary: 'Hvad Microsoft spørger dig om',
  hostStep: (host) => html`Først logger du på som bruger hos ${host}. Det fastslår, hvem du er dér.`,
  homeStep:
    'Derefter logger du på i din egen organisation. Det fastslår, at postkassen er din. Microsoft beder her om din tilladelse, ' +
    'medmindre din it-afdeling har givet den for alle.',
  password: (address) =>
    html`Indtast kun din adgangskode, hvor adressen begynder med ${address}, eller på din egen organisations logonside.`,
  unverified: (contact) =>
    html`Microsoft kalder måske appen “ikke bekræftet”. Det betyder, at dens udgiver ikke har været igennem Microsofts
    bekræftelse. Hvis du ikke ventede at blive spurgt, så lad være med at acceptere, og spørg ${contact}.`,
  screenLines: 'Microsoft viser nogle af eller alle disse linjer. Hver af dem bruges til én ting:',
  screenLine: (shownAs, usedFor) => html`<b>${shownAs}</b>: ${usedFor}`,

  approvalSummary: 'Hvis Microsoft kræver en administrators godkendelse',
  approval:
    'I mange organisationer må kun it-afdelingen godkende apps. Så standser Microsoft dig dér, og intet forbindes. Send denne tekst ' +
    'til din it-afdeling. Vend tilbage til denne side, når appen er godkendt.',
  approvalLink: (link) => html`Er du selv administrator? ${link('Godkend appen for din organisation')}`,

  keptSummary: 'Hvad der gemmes, og hvor længe',
  connectionTerm: 'Indtil du afbryder forbindelsen',
  connection:
    'Din tilladelse, som er et token fra Microsoft: krypteret. Din postkasses adresser, dit brugernavn, og hvornår du forbandt den.',
  afterwardsTerm: 'Derefter',
  afterwards:
    'Tokenet slettes. Hvilken postkasse der var forbundet for dig, og hvornår, bliver stående, indtil du sletter det på din egen side.',
  emailsTerm: (days) => `I ${days} dage`,
  emails:
    'Om hver mail: hvilket program der sendte den, dens reference (for eksempel fakturanummeret), hvor mange modtagere den havde, ' +
    'hvornår den blev sendt, hvad Microsoft svarede, også fejl, og et fingeraftryk, der viser, om en anden mail er den samme.',
  waitingTerm: 'Så længe en mail venter på at blive sendt',
  waiting: (days) =>
    `Dens emne, tekst, vedhæftede filer og modtagere: krypteret. De slettes, når den er sendt, og ellers ${days} dage senere.`,
};

export const permissions: Texts['permissions'] = {
  openid: { shownAs: 'Logge dig på', usedFor: 'fastslår, hvem der er logget på' },
  profile: { shownAs: 'Se din grundlæggende profil', usedFor: 'giver navnet på den konto, der er logget på' },
  offline_access: {
    shownAs: 'Bevare adgang til data, du har givet den adgang til',
    usedFor: 'sender også, mens personen er logget af',
  },
  'User.Read': { shownAs: 'Logge dig på og læse din profil', usedFor: 'læser postkassens adresse' },
  'Mail.Send': { shownAs: 'Sende mails som dig', usedFor: 'sender mailene' },
  'Mail.ReadWrite': {
    shownAs: 'Læse- og skriveadgang til dine mails',
    usedFor:
      'opretter en kladde af en mail, der er for stor til at blive sendt på én gang, tilføjer filerne og sletter det, der ikke kunne sendes',
  },
};

export const adminConsent: Texts['adminConsent'] = {
  approvedTitle: 'Tak, fordi du godkendte appen',
  approved: (erp, host) =>
    html`Personer i din organisation, der arbejder i ${erp} hos ${host}, kan nu forbinde deres postkasse.`,
  eachPerson: (link) =>
    html`Ingen forbindes af denne godkendelse. Hver person åbner denne side én gang og logger på: ${link}`,
  withdraw: 'Du kan se og trække godkendelsen tilbage i Microsoft Entra, “Virksomhedsprogrammer”.',
  notApprovedTitle: 'Appen blev ikke godkendt',
  notApproved: (erp, host) =>
    html`Microsoft melder ingen godkendelse. Personer i din organisation kan endnu ikke forbinde deres postkasse til
    ${erp} hos ${host}.`,
  tryAgain: (appId) =>
    html`Hvis du ikke afviste, så log på med en konto, der må godkende apps (for eksempel “Cloudprogramadministrator”),
    og åbn godkendelseslinket igen. Appens id er ${appId}.`,
};
