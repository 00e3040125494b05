/**
 * What the pages say in German about erasing what is kept of a person: before it, and on the receipt.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const erase: Texts['erase'] = {
  summary: 'Löschen, was über Sie gespeichert ist',
  what: (host, erp) =>
    html`Das löscht, was hier über Sie als Benutzer von ${host} gespeichert ist, und trennt Ihr Postfach, falls es
    verbunden ist. Es lässt sich nicht rückgängig machen, aber Sie können sich erneut verbinden. Bis dahin kann ${erp}
    nicht in Ihrem Namen senden.`,
  goesTerm: 'Wird gelöscht',
  goes: 'Die Verbindung mit ihren Namen, Zeiten, Token und dem Schlüssel und die Liste der in Ihrem Namen gesendeten E-Mails.',
  staysTerm: 'Bleibt eine Zeit lang',
  staysMessages: (days) =>
    `Bis zu ${days} Tage: wann, von welcher Anwendung und mit welcher Referenz jede E-Mail gesendet wurde, an wie viele Empfänger und mit welchem Ergebnis, unter der ID Ihres Benutzers. Sonst würde eine E-Mail, die eine Anwendung wiederholt, zweimal gesendet, und sie könnte nicht zeigen, was sie gesendet hat.`,
  staysGeneration: (days) =>
    `${days} Tage: wie oft Sie sich verbunden haben, unter derselben ID. Sonst ließe sich eine Kopie der alten Verbindung zurückspielen.`,
  staysTests: 'Bis zu einer Stunde: wann Sie Test-E-Mails an sich gesendet haben, damit es nicht zu viele werden.',
  staysLog: (host) =>
    html`Im Protokoll: die ID Ihres Benutzers, ohne Namen und Adresse, so lange, wie ${host} das Protokoll aufbewahrt.`,
  untouchedTerm: 'Unverändert',
  untouched: 'Das Postfach und jede E-Mail in den gesendeten Elementen.',
  button: 'Jetzt löschen',
  busy: 'Wird gelöscht …',

  doneTitle: 'Was über Sie gespeichert war, ist gelöscht',
  done: (time) =>
    html`Gelöscht am ${time}. Diese Seite ist Ihr Beleg: Drucken oder speichern Sie sie jetzt, wenn Sie ihn brauchen.`,
  loadable: (minutes) => `Sie lässt sich noch ${minutes} Minuten lang neu laden, nur in diesem Browser.`,
  deletedTerm: 'Gelöscht',
  nothing: 'Es war nichts mehr zu löschen.',
  former: 'Was von der Verbindung eines früheren Kontos gespeichert war.',
  deleted: {
    connection: () => 'Die Verbindung, mit Token und Schlüssel, falls Sie sie nicht schon getrennt hatten',
    names: (count) => `Namen, unter denen Anwendungen Sie fanden: ${count}`,
    message_index: (count) => `Einträge in der Liste der in Ihrem Namen gesendeten E-Mails: ${count}`,
  },
  remaining: {
    messages: (date) =>
      html`Bis ${date}: wann, von welcher Anwendung und mit welcher Referenz jede E-Mail gesendet wurde, an wie viele
      Empfänger und mit welchem Ergebnis, damit keine zweimal gesendet wird`,
    generation: (date) =>
      html`Bis ${date}: wie oft Sie sich verbunden hatten, damit sich keine Kopie der alten Verbindung zurückspielen
      lässt`,
    test_times: (date) => html`Bis ${date}: wann Sie zuletzt getestet haben, damit es nicht zu viele Tests werden`,
    message_index: (date) => html`Bis ${date}: der Rest der Liste der E-Mails, die für einen Schritt zu lang war`,
  },
  connectAgain: (link) => html`Sie können jederzeit wieder ein ${link('Postfach verbinden')}.`,
};
