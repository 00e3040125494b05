/**
 * What the pages say in Spanish about erasing what is kept of a person: before it, and on the receipt.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const erase: Texts['erase'] = {
  summary: 'Borrar lo que se guarda sobre usted',
  what: (host, erp) =>
    html`Esto elimina lo que se guarda aquí sobre usted como usuario de ${host} y desconecta su buzón si está conectado.
    No se puede deshacer, pero puede conectarlo de nuevo. Hasta entonces, ${erp} no puede enviar en su nombre.`,
  goesTerm: 'Se elimina',
  goes: 'La conexión con sus nombres, fechas, tokens y clave, y la lista de los correos enviados en su nombre.',
  staysTerm: 'Queda durante un tiempo',
  staysMessages: (days) =>
    `Hasta ${days} días: cuándo, con qué aplicación y con qué referencia se envió cada correo, a cuántos destinatarios y con qué resultado, bajo el id. de su usuario. De lo contrario, un correo que una aplicación repite se enviaría dos veces, y la aplicación no podría mostrar lo que envió.`,
  staysGeneration: (days) =>
    `${days} días: cuántas veces se ha conectado, bajo el mismo id. De lo contrario, se podría reponer una copia de la conexión anterior.`,
  staysTests: 'Una hora como máximo: las horas de sus correos de prueba, para que no sean demasiados.',
  staysLog: (host) =>
    html`En el registro: el id. de su usuario, sin nombre ni dirección, mientras ${host} conserve su registro.`,
  untouchedTerm: 'Sin cambios',
  untouched: 'El buzón y todos los correos de los elementos enviados.',
  button: 'Borrar ahora',
  busy: 'Borrando…',

  doneTitle: 'Se ha borrado lo que se guardaba sobre usted',
  done: (time) => html`Borrado el ${time}. Esta página es su comprobante: imprímala o guárdela ahora si lo necesita.`,
  loadable: (minutes) => `Puede volver a cargarla durante ${minutes} minutos, solo en este navegador.`,
  deletedTerm: 'Eliminado',
  nothing: 'No quedaba nada que eliminar.',
  former: 'Lo que se guardaba de la conexión de una cuenta anterior.',
  deleted: {
    connection: () => 'La conexión, con sus tokens y su clave si no la había desconectado antes',
    names: (count) => `Nombres con los que las aplicaciones le encontraban: ${count}`,
    message_index: (count) => `Entradas en la lista de los correos enviados en su nombre: ${count}`,
  },
  remaining: {
    messages: (date) =>
      html`Hasta el ${date}: cuándo, con qué aplicación y con qué referencia se envió cada correo, a cuántos
      destinatarios y con qué resultado, para que ninguno se envíe dos veces`,
    generation: (date) =>
      html`Hasta el ${date}: cuántas veces se había conectado, para que no se pueda reponer una copia de la conexión
      anterior`,
    test_times: (date) =>
      html`Hasta el ${date}: las horas de sus últimos correos de prueba, para que no sean demasiados`,
    message_index: (date) => html`Hasta el ${date}: el resto de la lista de correos, demasiado larga para un solo paso`,
  },
  connectAgain: (link) => html`Puede ${link('conectar un buzón')} de nuevo en cualquier momento.`,
};
