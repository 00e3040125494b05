/**
 * What the own page says in Danish about emails that wait to be sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const waiting: Texts['waiting'] = {
  releasedTerm: 'På vej nu',
  released: (count) => `Mails, der ventede på, at du oprettede forbindelse: ${count}`,
  heading: 'Mails, der venter',
  lead: (erp) =>
    html`Disse mails skal sendes som dig og er ikke sendt endnu. ${erp} eller et andet program har afleveret dem. Afvis
    det, der ikke skal sendes.`,
  notRead:
    'De mails, der venter, kan ikke vises i øjeblikket. Alt andet på denne side virker; indlæs den igen om nogle minutter.',
  more: 'Der er flere. De ældste vises.',
  noSubject: 'Intet emne',
  hidden: 'En mail til din tidligere konto',
  to: 'Til',
  others: (count) => `og ${count} mere`,
  submitted: 'Afleveret',
  leaves: 'Sendes',
  onHold: 'Sat i bero',
  contentNotRead: 'Emne og modtagere kan ikke vises i øjeblikket.',
  refuse: 'Afvis denne mail',
  refusing: 'Afviser…',
  former:
    'Den blev afleveret, mens en anden konto var forbundet for dig, så indholdet vises ikke. Den sendes kun, hvis du beslutter det.',
  release: 'Send den fra din postkasse',
  releaseWhat: (mailbox) =>
    html`Så sendes den fra ${mailbox} og ligger i Sendt post dér, uanset hvad der står i den. Når den er sendt, kan det
    ikke fortrydes.`,
  releaseButton: 'Send den som mig',
  releasing: 'Sender…',
  isRefused: 'Mailen er afvist og bliver ikke sendt.',
  isRefusedInPart: 'Mailen er afvist og sendes ikke til flere. Nogle af modtagerne har den allerede.',
  isReleased: 'Mailen bliver sendt fra din postkasse.',
  tooLate: 'Mailen venter ikke længere eller kan ikke sendes som dig. Intet blev ændret.',
};
