/**
 * What the own page says in Dutch about emails that wait to be sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const waiting: Texts['waiting'] = {
  releasedTerm: 'Nu onderweg',
  released: (count) => `E-mails die op uw verbinding hebben gewacht: ${count}`,
  heading: 'Wachtende e-mails',
  lead: (erp) =>
    html`Deze e-mails moeten namens u worden verzonden en zijn nog niet vertrokken. ${erp} of een andere toepassing
    heeft ze aangeboden. Weiger wat niet mag worden verzonden.`,
  notRead:
    'De wachtende e-mails kunnen op dit moment niet worden getoond. Al het andere op deze pagina werkt; laad de pagina over enkele minuten opnieuw.',
  more: 'Er zijn er meer. De oudste worden getoond.',
  noSubject: 'Geen onderwerp',
  hidden: 'Een e-mail voor uw vroegere account',
  to: 'Aan',
  others: (count) => `en nog ${count}`,
  submitted: 'Aangeboden',
  leaves: 'Verzending',
  onHold: 'Aangehouden',
  contentNotRead: 'Onderwerp en ontvangers kunnen op dit moment niet worden getoond.',
  refuse: 'Deze e-mail weigeren',
  refusing: 'Bezig met weigeren…',
  former:
    'De e-mail is aangeboden terwijl een ander account voor u was verbonden, en daarom wordt de inhoud niet getoond. Hij vertrekt alleen als u dat beslist.',
  release: 'Vanuit uw postvak verzenden',
  releaseWhat: (mailbox) =>
    html`De e-mail vertrekt dan vanuit ${mailbox} en staat daar bij de verzonden items, wat er ook in staat. Na het
    verzenden kan dit niet ongedaan worden gemaakt.`,
  releaseButton: 'Namens mij verzenden',
  releasing: 'Bezig met verzenden…',
  isRefused: 'De e-mail is geweigerd en wordt niet verzonden.',
  isRefusedInPart: 'De e-mail is geweigerd en gaat naar niemand anders meer. Sommige ontvangers hebben hem al.',
  isReleased: 'De e-mail wordt vanuit uw postvak verzonden.',
  tooLate: 'De e-mail wacht niet meer, of kan niet namens u worden verzonden. Er is niets gewijzigd.',
};
