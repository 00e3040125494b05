/**
 * The rest of a page about a problem in Spanish: who must act, what to pass on, and the ways out.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const actors: Texts['actors'] = {
  term: 'Quién debe actuar',
  person: 'Usted',
  home_admin: 'El departamento de TI de su propia organización',
  host_admin: (host) => html`Un administrador de ${host}`,
  operator: (host) => html`El responsable de esta página para ${host}`,
  nobody: 'Nadie. Se resuelve por sí solo.',
};

export const remedy: Texts['remedy'] = {
  homeHeading: 'Texto para su departamento de TI',
  hostHeading: 'Texto para el administrador',
  operatorHeading: 'Texto para el responsable de la página',
  tellOperator: 'Avisar al responsable de la página',
  operatorSubject: (host) => `Enviar correo en mi nombre en ${host}`,
  code: (code) => `Código: ${code}`,
  requestId: (id) => `Id. de la solicitud: ${id}`,
  invitation:
    'Si tiene una cuenta profesional, complete este texto con su dirección y envíelo a la organización que le invitó.',
  leftEarly: 'Si salió de la página de Microsoft aunque le permitía aceptar, empiece de nuevo.',
  instructions: (link) => html`Para administradores: ${link('instrucciones de Microsoft')}`,
};

export const ways: Texts['ways'] = {
  atHost: (host) => html`En ${host}`,
  youAre: (account) => html`Usted es ${account}. Elija esta cuenta también para el buzón.`,
  forMailbox: 'Para el buzón',
  signedInAs: (account) => html`Inició sesión como ${account}. No se ha guardado nada de esta cuenta.`,
  signedInAsSomebodyElse: 'Inició sesión como otra persona. No se ha guardado nada de esta cuenta.',
  chooseAgain: 'Elegir la cuenta de nuevo',
  notYou: '¿No es usted? Empezar de nuevo',
  replace: 'Sustituirlo por mi buzón',
  connect: 'Conectar su buzón',
  formOutOfDate:
    'La página de la que viene esta solicitud ya no está al día o pertenece a otro navegador, así que no se ha hecho nada. Vuelva a iniciar sesión en su página.',
  startPage: 'Ir a la página de inicio',
  startAgain: 'Empezar de nuevo',
};
