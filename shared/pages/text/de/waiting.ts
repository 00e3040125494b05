/**
 * What the own page says in German about emails that wait to be sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const waiting: Texts['waiting'] = {
  releasedTerm: 'Jetzt unterwegs',
  released: (count) => `E-Mails, die auf Ihre Verbindung gewartet haben: ${count}`,
  heading: 'Wartende E-Mails',
  lead: (erp) =>
    html`Diese E-Mails sollen in Ihrem Namen gesendet werden und sind noch nicht verschickt. ${erp} oder eine andere
    Anwendung hat sie übergeben. Lehnen Sie ab, was nicht gesendet werden soll.`,
  notRead:
    'Die wartenden E-Mails können derzeit nicht aufgelistet werden. Alles andere auf dieser Seite funktioniert; laden Sie sie in einigen Minuten neu.',
  more: 'Es gibt weitere. Gezeigt werden die ältesten.',
  noSubject: 'Kein Betreff',
  hidden: 'Eine E-Mail für Ihr früheres Konto',
  to: 'An',
  others: (count) => `und ${count} weitere`,
  submitted: 'Übergeben',
  leaves: 'Versand',
  onHold: 'Zurückgestellt',
  contentNotRead: 'Betreff und Empfänger können derzeit nicht angezeigt werden.',
  refuse: 'Diese E-Mail ablehnen',
  refusing: 'Wird abgelehnt…',
  former:
    'Sie wurde übergeben, während ein anderes Konto für Sie verbunden war; deshalb wird ihr Inhalt nicht gezeigt. Sie wird nur verschickt, wenn Sie das entscheiden.',
  release: 'Aus Ihrem Postfach senden',
  releaseWhat: (mailbox) =>
    html`Sie wird dann aus ${mailbox} verschickt und liegt dort in den gesendeten Elementen, was auch immer darin steht.
    Ist sie gesendet, lässt sich das nicht rückgängig machen.`,
  releaseButton: 'In meinem Namen senden',
  releasing: 'Wird gesendet…',
  isRefused: 'Die E-Mail ist abgelehnt und wird nicht gesendet.',
  isRefusedInPart: 'Die E-Mail ist abgelehnt und geht an niemanden mehr. Einige Empfänger haben sie schon.',
  isReleased: 'Die E-Mail wird aus Ihrem Postfach gesendet.',
  tooLate: 'Die E-Mail wartet nicht mehr oder kann nicht in Ihrem Namen gesendet werden. Es wurde nichts geändert.',
};
