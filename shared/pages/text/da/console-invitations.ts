/** What the console says in Danish about inviting guests from a list. */
import { html } from '../../kit/html.ts';
import type { ConsoleInvitationsTexts } from '../en/console-invitations.ts';

export const invitations: ConsoleInvitationsTexts = {
  lead: (host) =>
    html`Inviter mange gæster til ${host} på én gang. Du ser først, hvad der ville ske med hver enkelt; ingen bliver
    inviteret, før du siger til.`,
  otherTenant: 'Gæster kan kun inviteres til denne installations værtslejer. Vælg den øverst på siden.',
  file: 'CSV-fil',
  fileHint: 'Den skabelon, som Microsoft Entra masseinviterer gæster med, i UTF-8.',
  text: 'Eller listen som tekst',
  textHint: 'Den samme CSV, eller én adresse på hver linje.',
  sendEmail: 'Microsoft sender hver en invitation i en mail (for en liste med adresser; en CSV angiver det selv)',
  max: (count) => `Højst ${count} gæster på én gang.`,
  preview: 'Kontrollér listen',
  previewing: 'Kontrollerer…',

  faultsTitle: 'Listen skal rettes',
  faults: 'Ingen blev inviteret. Disse linjer er forkerte:',
  checkTitle: 'Listen bliver kontrolleret',
  previewTitle: 'Hvad der ville ske',
  invitingTitle: 'Gæster bliver inviteret',
  doneTitle: 'Alle gæster på listen er behandlet',
  progress: (done, all) => `${done} af ${all}`,
  progressLabel: 'Status',
  goOn: 'Fortsæt',
  stop: 'Stands',
  stopped:
    'Du kan standse når som helst. De inviterede forbliver inviteret, og den samme liste kan sendes igen: Ingen bliver inviteret to gange.',
  wait: (seconds) => `Microsoft beder om en pause på ${seconds} sekunder. Fortsæt derefter.`,
  invite: (count) => `Inviter (${count})`,
  inviting: 'Inviterer…',
  nobodyToInvite: 'Der er ingen at invitere: Alle er allerede i værtslejeren.',
  again: (count) => `Prøv igen (${count})`,
  result: 'Gem resultatet som CSV',
  resultSoFar: 'Gem resultatet indtil nu som CSV',
  resultHint: 'Resultatet gemmes ikke her. Links til at acceptere en invitation findes kun i filen.',
  another: 'En anden liste',
  caption: 'Gæster på listen',
  row: 'Linje',
  address: 'Adresse',
  email: 'Mail fra Microsoft',
  yes: 'Ja',
  no: 'Nej',
  detail: 'Detaljer',
  outcomes: {
    would_invite: 'Ville blive inviteret',
    invited: 'Inviteret',
    already_guest: 'Allerede gæst',
    already_member: 'Allerede medlem',
    refused: 'Afvist',
    unknown: 'Ukendt',
    not_tried: 'Ikke forsøgt endnu',
  },
  unknownHint:
    'For nogle vides det ikke, om Microsoft har inviteret dem. Den næste knap finder ud af det; ingen inviteres to gange.',
  forbiddenTitle: 'Appen må ikke invitere gæster',
  forbidden:
    'En administrator af værtslejeren giver appen tilladelserne User.Invite.All og User.Read.All til Microsoft Graph dér med scriptet allow-directory.sh og tillader invitationer, hvor de er slået fra. Fortsæt derefter.',
  refusedTitle: 'Værtslejeren afviser appen',
  refused:
    'Den driftsansvarlige og en administrator af værtslejeren kontrollerer, at appen findes dér og er aktiveret. Fortsæt derefter.',
};
