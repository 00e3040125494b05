/** The check of one's own connection, in German. */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { CheckTexts } from '../en/check.ts';

export const check: CheckTexts = {
  title: 'Prüfung Ihrer Verbindung',
  again: 'Erneut prüfen',
  steps: {
    identity: 'Wer Sie sind',
    names: 'Ihre Adressen',
    grant: 'Verbindung',
    policy: 'Regeln',
    token: 'Zugriff bei Microsoft',
    permission: 'Berechtigungen',
    limits: 'Sendegrenzen',
    mailbox: 'Postfach',
    test: 'Test-E-Mail',
  },
  states: {
    ok: 'In Ordnung',
    warning: 'Bitte ansehen',
    failed: 'Problem',
    skipped: 'Nicht geprüft',
  },
  skipped: (step: string) => `Zuerst muss dies in Ordnung sein: ${step}.`,
  since: (date: SafeHtml) => html`Seit ${date}.`,
  until: (time: SafeHtml) => html`Bis ${time}.`,
  findings: {
    known: 'Sie sind angemeldet, und es steht fest, wer Sie sind.',
    proven: 'Diese Namen führen zu Ihnen:',
    contested:
      'Eine andere Organisation gibt an, dass eine dieser Adressen einem ihrer Benutzer gehört. Bis eine der beiden sie aufgibt, führt sie zu keinem von Ihnen. Wenn Sie davon nichts wissen, wenden Sie sich an den Kontakt unten.',
    aged: 'Der Nachweis einiger dieser Adressen ist zu alt. Er wird von selbst erneuert, bevor sie verwendet werden.',
    unnamed:
      'Keine Ihrer Adressen ist nachgewiesen. E-Mails können nur über die ID Ihres Benutzers in Ihrem Namen gesendet werden.',
    connected: 'Für Sie ist ein Postfach verbunden.',
    open: 'Keine Regel, die hier bekannt ist, hindert Sie am Senden.',
    sandbox: 'Dies ist für Tests eingerichtet: E-Mails gehen nur an bestimmte Empfänger.',
    given: 'Microsoft lässt diese App für Sie handeln.',
    granted: 'Alle Berechtigungen, um die diese App bittet, sind erteilt.',
    small:
      'Große E-Mails brauchen eine Berechtigung, die noch nicht erteilt ist (Mail.ReadWrite). Kleinere werden ohne sie gesendet. Verbinden Sie Ihr Postfach erneut, um sie zu erteilen.',
    free: 'Die nächste E-Mail kann sofort hinausgehen.',
    full: 'Es sind so viele E-Mails hinausgegangen, wie auf einmal erlaubt sind. Die übrigen folgen von selbst.',
    exists: 'Microsoft hat Ihr Postfach und nimmt E-Mails daraus an.',
    unclear:
      'Microsoft hat nicht eindeutig gesagt, ob Sie ein Postfach haben. Senden Sie eine Test-E-Mail, um sicher zu sein.',
    accepted: 'Microsoft hat eine Test-E-Mail von Ihrem Postfach an sich selbst angenommen.',
  },
};
