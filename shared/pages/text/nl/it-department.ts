/**
 * The plain texts that a person passes on, in Dutch and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
import type { Texts } from '../en.ts';

const apps = '‘Bedrijfstoepassingen’';
const identities = '‘Externe identiteiten’, ‘Instellingen voor toegang tussen tenants’';
const directory = (host: string) => `in de Microsoft Entra-directory van ${host}`;

export const itDepartment: Texts['itDepartment'] = {
  subject: (erp, host) => `App voor ${erp} bij ${host}`,
  approval: 'Wilt u een app goedkeuren in Microsoft Entra?',
  approvalReason: (erp) =>
    'Microsoft vraagt een beheerder van onze organisatie de app eenmalig goed te keuren. Daarna koppelt ieder van ons die in ' +
    `${erp} werkt zijn eigen postvak; de goedkeuring zelf koppelt niemand.`,
  limit: `Om te beperken wie de app mag gebruiken: ${apps}, deze app, ‘Eigenschappen’, ‘Toewijzing vereist’.`,

  hostApproval: (host) => `Wilt u een app goedkeuren ${directory(host)}?`,
  hostApprovalReason: (host) =>
    `Microsoft meldt mij eerst aan bij ${host}, om vast te stellen wie ik daar ben. Een beheerder van die directory keurt de app ` +
    'eenmalig goed voor de aanmelding.',
  hostPermissions:
    'Machtigingen, alle gedelegeerd: openid en profile (vaststellen wie zich heeft aangemeld). De app vraagt daar alleen toegang tot ' +
    'e-mail aan mensen van wie het postvak daar staat.',

  access: 'Wilt u mij een app laten gebruiken in Microsoft Entra?',
  hostAccess: (host) => `Wilt u mij een app laten gebruiken ${directory(host)}?`,
  accessReason: (host) =>
    'Onze organisatie houdt deze app tegen of heeft de app uitgeschakeld. Sta de app alstublieft toe ' +
    `(${apps}; ${identities}, uitgaand naar ${host}).`,
  hostAccessReason:
    'Die directory houdt de app tegen, heeft de app uitgeschakeld of laat gasten van mijn organisatie niet toe. Sta de app ' +
    `alstublieft toe (${apps}; ${identities}, binnenkomend).`,

  assignment: 'Wilt u mij toewijzen aan een app in Microsoft Entra?',
  hostAssignment: (host) => `Wilt u mij toewijzen aan een app ${directory(host)}?`,
  assignmentReason: `Voor de app is ‘Toewijzing vereist’ ingeschakeld en de app is niet aan mij toegewezen: ${apps}, deze app, ‘Gebruikers en groepen’.`,

  policy: 'Wilt u een app uitsluiten van een aanmeldingsbeleid (voorwaardelijke toegang) in Microsoft Entra?',
  hostPolicy: (host) =>
    `Wilt u een app uitsluiten van een aanmeldingsbeleid (voorwaardelijke toegang) ${directory(host)}?`,
  policyReason:
    'Mijn eigen aanmelding is gelukt. Daarna heeft een beleid de app geweigerd, omdat de app het token bij Microsoft opvraagt vanaf ' +
    'de eigen server en niet vanaf mijn apparaat. Wilt u de app uitsluiten van dat beleid?',
  policyAddresses: (list) =>
    `Of sta de adressen van de server van de app toe, als benoemde locatie die het beleid uitsluit: ${list}`,
  policyLog:
    'Zo ziet u welk beleid het was: Microsoft Entra, ‘Aanmeldingslogboeken’, ‘Aanmeldingen van gebruikers (niet-interactief)’, ' +
    'gefilterd op de toepassings-id hieronder; het tabblad ‘Voorwaardelijke toegang’ van de geweigerde aanmelding noemt het.',

  other: 'Wilt u mij helpen met een app in Microsoft Entra?',
  hostOther: (host) => `Wilt u mij helpen met een app ${directory(host)}?`,
  said: (sentence) => `De app meldt: ‘${sentence}’`,

  purpose: (erp, host) =>
    `Ik werk in ${erp} bij ${host}. De app verzendt de e-mails die daar namens mij uitgaan, bijvoorbeeld facturen, vanuit ` +
    'mijn eigen zakelijke postvak. Zo komen ze van ons adres en staan ze in mijn verzonden items.',
  appId: (id) => `Toepassings-id (client): ${id}`,
  permissions: 'Machtigingen, alle gedelegeerd (Microsoft Graph):',
  permission: (scope, usedFor) => `- ${scope}: ${usedFor}`,
  notAsked:
    'Niet gevraagd: e-mail lezen of verwijderen, toepassingsmachtigingen, of de postvakken van mensen die niets hebben gekoppeld.',
  notAskedReadWrite: 'Niet gevraagd: toepassingsmachtigingen, of de postvakken van mensen die niets hebben gekoppeld.',
  approveHere: 'Hier goedkeuren, als beheerder:',
  details: (address) => `Wat de app is, wat hij bewaart en hoe de goedkeuring wordt ingetrokken: ${address}`,
  addresses: (list) => `Adressen van de server van de app (voor voorwaardelijke toegang): ${list}`,
  microsoftCode: (code) => `Code van Microsoft: ${code}`,
  questions: (contact) => `Vragen: ${contact}`,
  privacy: (address) => `Privacy: ${address}`,
};

export const invitation: Texts['invitation'] = {
  subject: (host) => `Gastuitnodiging bij ${host} opnieuw instellen`,
  request: (host) => `Wilt u mijn gastuitnodiging opnieuw instellen ${directory(host)}?`,
  reason: (erp) =>
    `Ik werk als gast in ${erp}. Mijn gastaccount hoort bij een persoonlijk account, een code per e-mail of Google en heeft dus geen ` +
    'Microsoft 365-postvak. Ik wil de uitnodiging graag opnieuw accepteren met dit werkaccount:',
  workAddress: '(uw zakelijke e-mailadres)',
  how: 'In Entra: ‘Gebruikers’, mijn gastaccount, ‘Inwisselingsstatus opnieuw instellen’.',
};
