/**
 * The frame of every page in Spanish, and the parts that pages share.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const frame: Texts['frame'] = {
  languages: 'Idioma',
  questions: (contact) => html`¿Tiene preguntas? Consulte a ${contact}.`,
  contactAt: (host) => html`su contacto en ${host}`,
  goTo: (erp) => html`Ir a ${erp}`,
  privacy: 'Privacidad',
  runFor: (host, address) => html`Esta página se ofrece para ${host} en ${address}.`,
  requestId: (id) => html`Id. de la solicitud: ${id}`,
  openingMicrosoft: 'Abriendo Microsoft…',

  emailText: 'Enviar este texto por correo',
  copyText: 'Copiar este texto',
  copied: 'Copiado.',
  selected: 'El texto está seleccionado. Cópielo con el teclado o el menú.',
  shortened: '(abreviado: con gusto le envío el texto completo)',
};
