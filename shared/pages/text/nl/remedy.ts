/**
 * The rest of a page about a problem in Dutch: who must act, what to pass on, and the ways out.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const actors: Texts['actors'] = {
  term: 'Wie moet handelen',
  person: 'U',
  home_admin: 'De IT-afdeling van uw eigen organisatie',
  host_admin: (host) => html`Een beheerder van ${host}`,
  operator: (host) => html`De beheerder van deze pagina voor ${host}`,
  nobody: 'Niemand. Het lost zichzelf op.',
};

export const remedy: Texts['remedy'] = {
  homeHeading: 'Tekst voor uw IT-afdeling',
  hostHeading: 'Tekst voor de beheerder',
  operatorHeading: 'Tekst voor de beheerder van deze pagina',
  tellOperator: 'De beheerder van deze pagina inlichten',
  operatorSubject: (host) => `E-mail namens mij verzenden bij ${host}`,
  code: (code) => `Code: ${code}`,
  requestId: (id) => `Aanvraag-id: ${id}`,
  invitation:
    'Als u een werkaccount hebt, vul dan het adres ervan in en stuur deze tekst naar de organisatie die u heeft uitgenodigd.',
  leftEarly: 'Als u de pagina van Microsoft hebt verlaten terwijl u daar kon accepteren, begin dan opnieuw.',
  instructions: (link) => html`Voor beheerders: ${link('instructies van Microsoft')}`,
};

export const ways: Texts['ways'] = {
  atHost: (host) => html`Bij ${host}`,
  youAre: (account) => html`U bent ${account}. Kies dit account ook voor het postvak.`,
  forMailbox: 'Voor het postvak',
  signedInAs: (account) => html`U hebt zich aangemeld als ${account}. Van dit account is niets bewaard.`,
  signedInAsSomebodyElse: 'U hebt zich als iemand anders aangemeld. Van dit account is niets bewaard.',
  chooseAgain: 'Account opnieuw kiezen',
  notYou: 'Bent u dit niet? Opnieuw beginnen',
  replace: 'Vervangen door mijn postvak',
  connect: 'Uw postvak koppelen',
  formOutOfDate:
    'De pagina waarvan dit verzoek komt, is verouderd of hoort bij een andere browser; er is niets gedaan. Meld u opnieuw aan op uw eigen pagina.',
  startPage: 'Naar de startpagina',
  startAgain: 'Opnieuw beginnen',
};
