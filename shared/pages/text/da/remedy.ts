/**
 * The rest of a page about a problem in Danish: who must act, what to pass on, and the ways out.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const actors: Texts['actors'] = {
  term: 'Hvem skal handle',
  person: 'Dig',
  home_admin: 'It-afdelingen i din egen organisation',
  host_admin: (host) => html`En administrator hos ${host}`,
  operator: (host) => html`Den driftsansvarlige for denne side for ${host}`,
  nobody: 'Ingen. Det løser sig selv.',
};

export const remedy: Texts['remedy'] = {
  homeHeading: 'Tekst til din it-afdeling',
  hostHeading: 'Tekst til administratoren',
  operatorHeading: 'Tekst til den driftsansvarlige',
  tellOperator: 'Giv den driftsansvarlige besked',
  operatorSubject: (host) => `Afsendelse af mails på mine vegne hos ${host}`,
  code: (code) => `Kode: ${code}`,
  requestId: (id) => `Anmodnings-id: ${id}`,
  invitation:
    'Hvis du har en arbejdskonto, så indsæt dens adresse, og send denne tekst til den organisation, der inviterede dig.',
  leftEarly: 'Hvis du forlod Microsofts side, selv om du kunne acceptere der, så start forfra i stedet.',
  instructions: (link) => html`Til administratorer: ${link('Microsofts vejledning')}`,
};

export const ways: Texts['ways'] = {
  atHost: (host) => html`Hos ${host}`,
  youAre: (account) => html`Du er ${account}. Vælg også denne konto til postkassen.`,
  forMailbox: 'Til postkassen',
  signedInAs: (account) => html`Du loggede på som ${account}. Intet fra denne konto er gemt.`,
  signedInAsSomebodyElse: 'Du loggede på som en anden. Intet fra denne konto er gemt.',
  chooseAgain: 'Vælg kontoen igen',
  notYou: 'Ikke dig? Start forfra',
  replace: 'Erstat den med min postkasse',
  connect: 'Forbind din postkasse',
  formOutOfDate:
    'Siden, som anmodningen kom fra, er forældet eller hører til en anden browser, så der skete intet. Log på igen på din egen side.',
  startPage: 'Gå til startsiden',
  startAgain: 'Start forfra',
};
