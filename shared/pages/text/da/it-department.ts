/**
 * The plain texts that a person passes on, in Danish and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
import type { Texts } from '../en.ts';

const apps = '“Virksomhedsprogrammer”';
const identities = '“Eksterne identiteter”, “Indstillinger for adgang på tværs af lejere”';
const directory = (host: string) => `i Microsoft Entra-kataloget hos ${host}`;

export const itDepartment: Texts['itDepartment'] = {
  subject: (erp, host) => `App til ${erp} hos ${host}`,
  approval: 'Vil du godkende en app i Microsoft Entra?',
  approvalReason: (erp) =>
    'Microsoft beder en administrator i vores organisation om at godkende appen én gang. Derefter forbinder hver af os, der ' +
    `arbejder i ${erp}, sin egen postkasse; selve godkendelsen forbinder ingen.`,
  limit: `Sådan begrænses, hvem der må bruge den: ${apps}, denne app, “Egenskaber”, “Tildeling påkrævet”.`,

  hostApproval: (host) => `Vil du godkende en app ${directory(host)}?`,
  hostApprovalReason: (host) =>
    `Microsoft logger mig først på hos ${host} for at fastslå, hvem jeg er dér. En administrator af det katalog godkender appen ` +
    'én gang til logon.',
  hostPermissions:
    'Tilladelser, alle delegerede: openid og profile (fastslår, hvem der er logget på). Appen beder kun om adgang til mails dér hos ' +
    'personer, hvis postkasse ligger dér.',

  access: 'Vil du give mig lov til at bruge en app i Microsoft Entra?',
  hostAccess: (host) => `Vil du give mig lov til at bruge en app ${directory(host)}?`,
  accessReason: (host) =>
    'Vores organisation holder appen ude eller har deaktiveret den. Vil du tillade den ' +
    `(${apps}; ${identities}, udgående til ${host})?`,
  hostAccessReason:
    'Det katalog holder appen ude, har deaktiveret den eller lukker ikke gæster fra min organisation ind. Vil du tillade den ' +
    `(${apps}; ${identities}, indgående)?`,

  assignment: 'Vil du tildele mig en app i Microsoft Entra?',
  hostAssignment: (host) => `Vil du tildele mig en app ${directory(host)}?`,
  assignmentReason: `“Tildeling påkrævet” er slået til for appen, og den er ikke tildelt mig: ${apps}, denne app, “Brugere og grupper”.`,

  policy: 'Vil du undtage en app fra en logonpolitik (betinget adgang) i Microsoft Entra?',
  hostPolicy: (host) => `Vil du undtage en app fra en logonpolitik (betinget adgang) ${directory(host)}?`,
  policyReason:
    'Mit eget logon lykkedes. Derefter afviste en politik appen, fordi den beder Microsoft om sit token fra sin egen server og ikke ' +
    'fra min enhed. Vil du udelukke appen fra den politik?',
  policyAddresses: (list) =>
    `Eller tillad adresserne på appens server som navngiven placering, som politikken undtager: ${list}`,
  policyLog:
    'Sådan ses det, hvilken politik det var: Microsoft Entra, “Logonlogge”, “Brugerlogon (ikke-interaktive)”, filtreret efter ' +
    'program-id’et nedenfor; fanen “Betinget adgang” for det afviste logon nævner den.',

  other: 'Vil du hjælpe mig med en app i Microsoft Entra?',
  hostOther: (host) => `Vil du hjælpe mig med en app ${directory(host)}?`,
  said: (sentence) => `Appen skriver: “${sentence}”`,

  purpose: (erp, host) =>
    `Jeg arbejder i ${erp} hos ${host}. Appen sender de mails, der går ud derfra i mit navn, for eksempel fakturaer, fra min egen ` +
    'arbejdspostkasse, så de kommer fra vores adresse og ligger i min mappe Sendt post.',
  appId: (id) => `Program-id (klient): ${id}`,
  permissions: 'Tilladelser, alle delegerede (Microsoft Graph):',
  permission: (scope, usedFor) => `- ${scope}: ${usedFor}`,
  notAsked:
    'Der bedes ikke om at læse eller slette mails, om programtilladelser eller om postkasser hos personer, der ikke har forbundet noget.',
  notAskedReadWrite:
    'Der bedes ikke om programtilladelser eller om postkasser hos personer, der ikke har forbundet noget.',
  approveHere: 'Godkend her som administrator:',
  details: (address) => `Hvad appen er, hvad den gemmer, og hvordan godkendelsen trækkes tilbage: ${address}`,
  addresses: (list) => `Adresser på appens server (til betinget adgang): ${list}`,
  microsoftCode: (code) => `Microsofts kode: ${code}`,
  questions: (contact) => `Spørgsmål: ${contact}`,
  privacy: (address) => `Beskyttelse af personoplysninger: ${address}`,
};

export const invitation: Texts['invitation'] = {
  subject: (host) => `Nulstilling af en gæsteinvitation hos ${host}`,
  request: (host) => `Vil du nulstille min gæsteinvitation ${directory(host)}?`,
  reason: (erp) =>
    `Jeg arbejder i ${erp} som gæst. Min gæstekonto hører til en personlig konto, en kode pr. mail eller Google og har derfor ingen ` +
    'Microsoft 365-postkasse. Jeg vil gerne acceptere invitationen igen med denne arbejdskonto:',
  workAddress: '(din arbejdsmailadresse)',
  how: 'I Entra: “Brugere”, min gæstekonto, “Nulstil indløsningsstatus”.',
};
