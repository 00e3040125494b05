/** What the console says in Swedish about inviting guests from a list. */
import { html } from '../../kit/html.ts';
import type { ConsoleInvitationsTexts } from '../en/console-invitations.ts';

export const invitations: ConsoleInvitationsTexts = {
  lead: (host) =>
    html`Bjud in många gäster till ${host} på en gång. Du ser först vad som skulle hända med var och en; ingen bjuds in
    förrän du säger till.`,
  otherTenant: 'Gäster kan bara bjudas in till installationens egen värdklient. Välj den överst på sidan.',
  file: 'CSV-fil',
  fileHint: 'Mallen som Microsoft Entra massinbjuder gäster med, i UTF-8.',
  text: 'Eller listan som text',
  textHint: 'Samma CSV, eller en adress på varje rad.',
  sendEmail:
    'Microsoft skickar en inbjudan med e-post till var och en (för en lista med adresser; en CSV anger det själv)',
  max: (count) => `Högst ${count} gäster på en gång.`,
  preview: 'Kontrollera listan',
  previewing: 'Kontrollerar…',

  faultsTitle: 'Listan måste rättas',
  faults: 'Ingen bjöds in. Dessa rader är felaktiga:',
  checkTitle: 'Listan kontrolleras',
  previewTitle: 'Vad som skulle hända',
  invitingTitle: 'Gäster bjuds in',
  doneTitle: 'Alla gäster i listan är behandlade',
  progress: (done, all) => `${done} av ${all}`,
  progressLabel: 'Förlopp',
  goOn: 'Fortsätt',
  stop: 'Stoppa',
  stopped:
    'Du kan stoppa när som helst. De som bjudits in förblir inbjudna, och samma lista kan skickas igen: ingen bjuds in två gånger.',
  wait: (seconds) => `Microsoft ber om en paus på ${seconds} sekunder. Fortsätt därefter.`,
  invite: (count) => `Bjud in (${count})`,
  inviting: 'Bjuder in…',
  nobodyToInvite: 'Det finns ingen att bjuda in: alla är redan i värdklienten.',
  again: (count) => `Försök igen (${count})`,
  result: 'Spara resultatet som CSV',
  resultSoFar: 'Spara resultatet hittills som CSV',
  resultHint: 'Resultatet sparas inte här. Länkar för att tacka ja till en inbjudan finns bara i filen.',
  another: 'En annan lista',
  caption: 'Gäster i listan',
  row: 'Rad',
  address: 'Adress',
  email: 'E-post från Microsoft',
  yes: 'Ja',
  no: 'Nej',
  detail: 'Detaljer',
  outcomes: {
    would_invite: 'Skulle bjudas in',
    invited: 'Inbjuden',
    already_guest: 'Redan gäst',
    already_member: 'Redan medlem',
    refused: 'Nekad',
    unknown: 'Okänt',
    not_tried: 'Inte prövad än',
  },
  unknownHint:
    'För några är det okänt om Microsoft har bjudit in dem. Nästa knapp tar reda på det; ingen bjuds in två gånger.',
  forbiddenTitle: 'Appen får inte bjuda in gäster',
  forbidden:
    'En administratör för värdklienten ger appen behörigheterna User.Invite.All och User.Read.All för Microsoft Graph där, med skriptet allow-directory.sh, och tillåter inbjudningar där de är avstängda. Fortsätt därefter.',
  refusedTitle: 'Värdklienten nekar appen',
  refused:
    'Den som driver tjänsten och en administratör för värdklienten kontrollerar att appen finns där och är aktiverad. Fortsätt därefter.',
};
