/** What the console says in Dutch about inviting guests from a list. */
import { html } from '../../kit/html.ts';
import type { ConsoleInvitationsTexts } from '../en/console-invitations.ts';

export const invitations: ConsoleInvitationsTexts = {
  lead: (host) =>
    html`Nodig veel gasten tegelijk uit bij ${host}. U ziet eerst wat er met ieder zou gebeuren; niemand wordt
    uitgenodigd voordat u het zegt.`,
  otherTenant:
    'Gasten kunnen alleen in de hosttenant van deze installatie worden uitgenodigd. Kies die boven aan de pagina.',
  file: 'CSV-bestand',
  fileHint: 'De sjabloon waarmee Microsoft Entra gasten in bulk uitnodigt, in UTF-8.',
  text: 'Of de lijst als tekst',
  textHint: 'Dezelfde CSV, of één adres per regel.',
  sendEmail: 'Microsoft stuurt ieder een uitnodiging per e-mail (voor een lijst met adressen; een CSV zegt het zelf)',
  max: (count) => `Hoogstens ${count} gasten tegelijk.`,
  preview: 'De lijst controleren',
  previewing: 'Controleren…',

  faultsTitle: 'De lijst moet worden verbeterd',
  faults: 'Niemand is uitgenodigd. Deze regels zijn onjuist:',
  checkTitle: 'De lijst wordt gecontroleerd',
  previewTitle: 'Wat er zou gebeuren',
  invitingTitle: 'Gasten worden uitgenodigd',
  doneTitle: 'Alle gasten in de lijst zijn behandeld',
  progress: (done, all) => `${done} van ${all}`,
  progressLabel: 'Voortgang',
  goOn: 'Doorgaan',
  stop: 'Stoppen',
  stopped:
    'U kunt op elk moment stoppen. Wie is uitgenodigd, blijft uitgenodigd, en dezelfde lijst kan opnieuw worden verzonden: niemand wordt twee keer uitgenodigd.',
  wait: (seconds) => `Microsoft vraagt om een pauze van ${seconds} seconden. Ga daarna door.`,
  invite: (count) => `Uitnodigen (${count})`,
  inviting: 'Uitnodigen…',
  nobodyToInvite: 'Er is niemand uit te nodigen: iedereen is al in de hosttenant.',
  again: (count) => `Opnieuw proberen (${count})`,
  result: 'Het resultaat als CSV opslaan',
  resultSoFar: 'Het resultaat tot nu toe als CSV opslaan',
  resultHint:
    'Het resultaat wordt hier niet bewaard. Koppelingen om een uitnodiging te accepteren staan alleen in het bestand.',
  another: 'Een andere lijst',
  caption: 'Gasten in de lijst',
  row: 'Regel',
  address: 'Adres',
  email: 'E-mail van Microsoft',
  yes: 'Ja',
  no: 'Nee',
  detail: 'Bijzonderheden',
  outcomes: {
    would_invite: 'Zou worden uitgenodigd',
    invited: 'Uitgenodigd',
    already_guest: 'Al gast',
    already_member: 'Al lid',
    refused: 'Geweigerd',
    unknown: 'Niet bekend',
    not_tried: 'Nog niet geprobeerd',
  },
  unknownHint:
    'Van sommigen is niet bekend of Microsoft hen heeft uitgenodigd. De volgende knop zoekt dat uit; niemand wordt tweemaal uitgenodigd.',
  forbiddenTitle: 'De app mag geen gasten uitnodigen',
  forbidden:
    'Een beheerder van de hosttenant geeft de app daar met het script allow-directory.sh de machtigingen User.Invite.All en User.Read.All van Microsoft Graph, en staat uitnodigingen toe waar ze zijn uitgeschakeld. Ga daarna door.',
  refusedTitle: 'De hosttenant weigert de app',
  refused:
    'De beheerder van de connector en een beheerder van de hosttenant controleren of de app daar bestaat en is ingeschakeld. Ga daarna door.',
};
