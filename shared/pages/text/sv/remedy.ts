/**
 * The rest of a page about a problem in Swedish: who must act, what to pass on, and the ways out.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const actors: Texts['actors'] = {
  term: 'Vem som måste agera',
  person: 'Du',
  home_admin: 'IT-avdelningen i din egen organisation',
  host_admin: (host) => html`En administratör hos ${host}`,
  operator: (host) => html`Den som driver den här sidan för ${host}`,
  nobody: 'Ingen. Det löser sig av sig självt.',
};

export const remedy: Texts['remedy'] = {
  homeHeading: 'Text till din IT-avdelning',
  hostHeading: 'Text till administratören',
  operatorHeading: 'Text till den som driver sidan',
  tellOperator: 'Meddela den som driver sidan',
  operatorSubject: (host) => `Skicka e-post i mitt namn hos ${host}`,
  code: (code) => `Kod: ${code}`,
  requestId: (id) => `Begärans id: ${id}`,
  invitation:
    'Om du har ett arbetskonto fyller du i dess adress och skickar den här texten till organisationen som bjöd in dig.',
  leftEarly: 'Om du lämnade Microsofts sida trots att du kunde godkänna där, börja om i stället.',
  instructions: (link) => html`För administratörer: ${link('Microsofts anvisningar')}`,
};

export const ways: Texts['ways'] = {
  atHost: (host) => html`Hos ${host}`,
  youAre: (account) => html`Du är ${account}. Välj det här kontot även för postlådan.`,
  forMailbox: 'För postlådan',
  signedInAs: (account) => html`Du loggade in som ${account}. Inget från det kontot har sparats.`,
  signedInAsSomebodyElse: 'Du loggade in som någon annan. Inget från det kontot har sparats.',
  chooseAgain: 'Välj kontot igen',
  notYou: 'Är det inte du? Börja om',
  replace: 'Ersätt den med min postlåda',
  connect: 'Anslut din postlåda',
  formOutOfDate:
    'Sidan som begäran kom från är inaktuell eller hör till en annan webbläsare, så inget gjordes. Logga in igen på din egen sida.',
  startPage: 'Gå till startsidan',
  startAgain: 'Börja om',
};
