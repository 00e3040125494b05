/** What the console says in Spanish about the guests of a host tenant. */
import type { ConsoleGuestsTexts } from '../en/console-guests.ts';

export const guests: ConsoleGuestsTexts = {
  caption: 'Invitados',
  empty: 'Ningún invitado coincide.',
  nobody: 'No hay invitados.',
  homeLabel: 'Inquilino principal (id.)',
  refused:
    'No se puede leer el directorio de este inquilino anfitrión, así que solo aparecen las personas que se han conectado alguna vez, y no las que solo están invitadas.',
  refusedWho:
    'Un administrador del inquilino anfitrión concede allí a la aplicación el permiso User.Read.All de Microsoft Graph, con el script allow-directory.sh.',
  hint: 'Esta página no puede saber si alguien se quedó en Microsoft en «Se necesita la aprobación del administrador», ni si una cuenta no tiene buzón de Microsoft 365. En ambos casos aparece «Aún no conectado».',
  homeHeading: 'Por inquilino principal',
  homeCaption: 'Conexiones por inquilino principal',
  homeHint:
    'Aquí solo se cuentan las personas que se han conectado alguna vez. Aquellas cuya conexión caduca pronto cuentan como conectadas.',
  homeEmpty: 'Nadie ha conectado todavía un buzón.',
  homeCut: (count) => `Solo se cuentan las primeras ${count} conexiones.`,
  total: 'Total',
  isNotAllowed: 'no puede conectarse',
};
