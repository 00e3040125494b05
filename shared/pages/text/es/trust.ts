/**
 * The page for IT and data protection in Spanish: its frame, and what leads to it. Its long part is in English.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const trust: Texts['trust'] = {
  title: 'Para TI y protección de datos',
  link: 'Información para TI y protección de datos',
  lead: (erp, host) =>
    html`Qué es la aplicación con la que ${erp} en ${host} envía correos en nombre de personas, qué puede hacer, qué se
    guarda, y cómo aprobarla o retirar la aprobación.`,
  requestSummary: 'El texto que pide la aprobación',
  request:
    'Si alguien le ha pedido que apruebe esta aplicación, su texto debería decir lo mismo, con el mismo id. de aplicación y las ' +
    'mismas direcciones. Si no es así, no la apruebe.',
  inEnglish: 'El resto de esta página está en inglés.',
};
