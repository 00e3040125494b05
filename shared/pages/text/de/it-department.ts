/**
 * The plain texts that a person passes on, in German and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
import type { Texts } from '../en.ts';

export const itDepartment: Texts['itDepartment'] = {
  subject: (erp, host) => `App für ${erp} bei ${host}`,
  approval: 'Bitte genehmigen Sie eine App in Microsoft Entra.',
  approvalReason: (erp) =>
    'Microsoft verlangt, dass ein Administrator unserer Organisation die App einmal genehmigt. Danach verbindet jeder von uns, der ' +
    `in ${erp} arbeitet, sein eigenes Postfach; die Genehmigung selbst verbindet niemanden.`,
  limit:
    'Um einzuschränken, wer die App nutzen darf: „Unternehmensanwendungen“, diese App, „Eigenschaften“, „Zuweisung erforderlich“.',

  hostApproval: (host) => `Bitte genehmigen Sie eine App im Microsoft Entra-Verzeichnis von ${host}.`,
  hostApprovalReason: (host) =>
    `Microsoft meldet mich zuerst bei ${host} an, um zu beweisen, wer ich dort bin. Ein Administrator dieses Verzeichnisses ` +
    'genehmigt die App einmal für die Anmeldung.',
  hostPermissions:
    'Berechtigungen, alle delegiert: openid und profile (beweisen, wer sich angemeldet hat). Um Zugriff auf E-Mails bittet die App ' +
    'dort nur Personen, deren Postfach dort liegt.',

  access: 'Bitte lassen Sie mich eine App in Microsoft Entra nutzen.',
  hostAccess: (host) => `Bitte lassen Sie mich eine App im Microsoft Entra-Verzeichnis von ${host} nutzen.`,
  accessReason: (host) =>
    'Unsere Organisation sperrt diese App oder hat sie deaktiviert. Bitte lassen Sie sie zu („Unternehmensanwendungen“; „External ' +
    `Identities“, mandantenübergreifende Zugriffseinstellungen, ausgehend zu ${host}).`,
  hostAccessReason:
    'Dieses Verzeichnis sperrt die App, hat sie deaktiviert oder lässt Gastbenutzer meiner Organisation nicht zu. Bitte lassen Sie ' +
    'sie zu („Unternehmensanwendungen“; „External Identities“, mandantenübergreifende Zugriffseinstellungen, eingehend).',

  assignment: 'Bitte weisen Sie mir eine App in Microsoft Entra zu.',
  hostAssignment: (host) => `Bitte weisen Sie mir eine App im Microsoft Entra-Verzeichnis von ${host} zu.`,
  assignmentReason:
    'Für die App ist „Zuweisung erforderlich“ eingeschaltet, und mir ist sie nicht zugewiesen: „Unternehmensanwendungen“, diese App, ' +
    '„Benutzer und Gruppen“.',

  policy: 'Bitte nehmen Sie eine App von einer Anmelderichtlinie (bedingter Zugriff) in Microsoft Entra aus.',
  hostPolicy: (host) =>
    `Bitte nehmen Sie eine App von einer Anmelderichtlinie (bedingter Zugriff) im Microsoft Entra-Verzeichnis von ${host} aus.`,
  policyReason:
    'Meine eigene Anmeldung war erfolgreich. Danach hat eine Richtlinie die App abgewiesen, weil sie ihr Token bei Microsoft von ' +
    'ihrem eigenen Server aus anfordert und nicht von meinem Gerät. Bitte schließen Sie die App von dieser Richtlinie aus.',
  policyAddresses: (list) =>
    `Oder lassen Sie die Adressen des App-Servers zu, als benannten Standort, den die Richtlinie ausnimmt: ${list}`,
  policyLog:
    'Welche Richtlinie es war, zeigt Microsoft Entra: „Anmeldeprotokolle“, „Benutzeranmeldungen (nicht interaktiv)“, gefiltert nach ' +
    'der unten genannten Anwendungs-ID; beim abgewiesenen Eintrag nennt sie der Reiter „Bedingter Zugriff“.',

  other: 'Bitte helfen Sie mir mit einer App in Microsoft Entra.',
  hostOther: (host) => `Bitte helfen Sie mir mit einer App im Microsoft Entra-Verzeichnis von ${host}.`,
  said: (sentence) => `Die App meldet: „${sentence}“`,

  purpose: (erp, host) =>
    `Ich arbeite in ${erp} bei ${host}. Die App sendet die E-Mails, die dort in meinem Namen hinausgehen, zum Beispiel Rechnungen, ` +
    'aus meinem eigenen geschäftlichen Postfach. So kommen sie von unserer Adresse und erscheinen in meinen gesendeten Elementen.',
  appId: (id) => `Anwendungs-ID (Client): ${id}`,
  permissions: 'Berechtigungen, alle delegiert (Microsoft Graph):',
  permission: (scope, usedFor) => `- ${scope}: ${usedFor}`,
  notAsked:
    'Nicht angefordert: Lesen oder Löschen von E-Mails, Anwendungsberechtigungen oder die Postfächer von Personen, die nichts ' +
    'verbunden haben.',
  notAskedReadWrite:
    'Nicht angefordert: Anwendungsberechtigungen oder die Postfächer von Personen, die nichts verbunden haben.',
  approveHere: 'Hier als Administrator genehmigen:',
  details: (address) => `Was die App ist, was sie speichert, und wie man sie widerruft: ${address}`,
  addresses: (list) => `Adressen des App-Servers (für den bedingten Zugriff): ${list}`,
  microsoftCode: (code) => `Code von Microsoft: ${code}`,
  questions: (contact) => `Fragen: ${contact}`,
  privacy: (address) => `Datenschutz: ${address}`,
};

export const invitation: Texts['invitation'] = {
  subject: (host) => `Gasteinladung bei ${host} zurücksetzen`,
  request: (host) => `Bitte setzen Sie meine Gasteinladung im Microsoft Entra-Verzeichnis von ${host} zurück.`,
  reason: (erp) =>
    `Ich arbeite in ${erp} als Gast. Mein Gastkonto gehört zu einem persönlichen Konto, einer Einmalkennung per E-Mail oder Google ` +
    'und hat deshalb kein Microsoft 365-Postfach. Ich möchte die Einladung mit diesem Geschäftskonto erneut annehmen:',
  workAddress: '(Ihre geschäftliche E-Mail-Adresse)',
  how: 'In Entra: „Benutzer“, mein Gastkonto, „Einlösungsstatus zurücksetzen“.',
};
