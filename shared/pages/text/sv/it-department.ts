/**
 * The plain texts that a person passes on, in Swedish and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
import type { Texts } from '../en.ts';

const apps = '”Företagsprogram”';
const identities = '”Externa identiteter”, ”Åtkomstinställningar mellan klientorganisationer”';
const directory = (host: string) => `i Microsoft Entra-katalogen hos ${host}`;

export const itDepartment: Texts['itDepartment'] = {
  subject: (erp, host) => `App för ${erp} hos ${host}`,
  approval: 'Kan du godkänna en app i Microsoft Entra?',
  approvalReason: (erp) =>
    'Microsoft kräver att en administratör i vår organisation godkänner appen en gång. Därefter ansluter var och en av oss som ' +
    `arbetar i ${erp} sin egen postlåda; själva godkännandet ansluter ingen.`,
  limit: `Så begränsas vilka som får använda den: ${apps}, den här appen, ”Egenskaper”, ”Tilldelning krävs”.`,

  hostApproval: (host) => `Kan du godkänna en app ${directory(host)}?`,
  hostApprovalReason: (host) =>
    `Microsoft loggar först in mig hos ${host}, för att fastställa vem jag är där. En administratör för den katalogen godkänner ` +
    'appen en gång för inloggning.',
  hostPermissions:
    'Behörigheter, alla delegerade: openid och profile (fastställer vem som loggade in). Appen ber där om åtkomst till e-post bara ' +
    'hos personer vars postlåda finns där.',

  access: 'Kan du låta mig använda en app i Microsoft Entra?',
  hostAccess: (host) => `Kan du låta mig använda en app ${directory(host)}?`,
  accessReason: (host) =>
    'Vår organisation stänger ute appen eller har inaktiverat den. Kan du tillåta den ' +
    `(${apps}; ${identities}, utgående till ${host})?`,
  hostAccessReason:
    'Den katalogen stänger ute appen, har inaktiverat den eller släpper inte in gäster från min organisation. Kan du tillåta ' +
    `den (${apps}; ${identities}, inkommande)?`,

  assignment: 'Kan du tilldela mig en app i Microsoft Entra?',
  hostAssignment: (host) => `Kan du tilldela mig en app ${directory(host)}?`,
  assignmentReason: `”Tilldelning krävs” är aktiverat för appen, och den är inte tilldelad mig: ${apps}, den här appen, ”Användare och grupper”.`,

  policy: 'Kan du undanta en app från en inloggningsprincip (villkorsstyrd åtkomst) i Microsoft Entra?',
  hostPolicy: (host) => `Kan du undanta en app från en inloggningsprincip (villkorsstyrd åtkomst) ${directory(host)}?`,
  policyReason:
    'Min egen inloggning lyckades. En princip avvisade sedan appen, eftersom den begär sin token av Microsoft från sin egen server ' +
    'och inte från min enhet. Kan du undanta appen från den principen?',
  policyAddresses: (list) =>
    `Eller tillåt adresserna till appens server som en namngiven plats som principen undantar: ${list}`,
  policyLog:
    'Så syns vilken princip det var: Microsoft Entra, ”Inloggningsloggar”, ”Användarinloggningar (icke-interaktiva)”, filtrerade på ' +
    'program-id:t nedan; fliken ”Villkorsstyrd åtkomst” för den avvisade inloggningen anger den.',

  other: 'Kan du hjälpa mig med en app i Microsoft Entra?',
  hostOther: (host) => `Kan du hjälpa mig med en app ${directory(host)}?`,
  said: (sentence) => `Appen meddelar: ”${sentence}”`,

  purpose: (erp, host) =>
    `Jag arbetar i ${erp} hos ${host}. Appen skickar de e-postmeddelanden som går ut därifrån i mitt namn, till exempel fakturor, ` +
    'från min egen arbetspostlåda, så att de kommer från vår adress och finns bland mina skickade objekt.',
  appId: (id) => `Program-id (klient): ${id}`,
  permissions: 'Behörigheter, alla delegerade (Microsoft Graph):',
  permission: (scope, usedFor) => `- ${scope}: ${usedFor}`,
  notAsked:
    'Det här begärs inte: att läsa eller ta bort e-post, programbehörigheter eller postlådor hos personer som inte har anslutit något.',
  notAskedReadWrite:
    'Det här begärs inte: programbehörigheter eller postlådor hos personer som inte har anslutit något.',
  approveHere: 'Godkänn här, som administratör:',
  details: (address) => `Vad appen är, vad den sparar och hur godkännandet återkallas: ${address}`,
  addresses: (list) => `Adresser till appens server (för villkorsstyrd åtkomst): ${list}`,
  microsoftCode: (code) => `Microsofts kod: ${code}`,
  questions: (contact) => `Frågor: ${contact}`,
  privacy: (address) => `Integritet: ${address}`,
};

export const invitation: Texts['invitation'] = {
  subject: (host) => `Återställ en gästinbjudan hos ${host}`,
  request: (host) => `Kan du återställa min gästinbjudan ${directory(host)}?`,
  reason: (erp) =>
    `Jag arbetar i ${erp} som gäst. Mitt gästkonto hör till ett personligt konto, en kod via e-post eller Google och har därför ingen ` +
    'Microsoft 365-postlåda. Jag vill acceptera inbjudan igen med det här arbetskontot:',
  workAddress: '(din e-postadress på arbetet)',
  how: 'I Entra: ”Användare”, mitt gästkonto, ”Återställ inlösningsstatus”.',
};
