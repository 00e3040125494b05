/**
 * What the console says in Spanish on its first page.
 */
import type { ConsoleOverviewTexts } from '../en/console-overview.ts';

export const consoleOverview: ConsoleOverviewTexts = {
  today: 'Hoy',
  sent: 'Enviados',
  held: 'Retenidos',
  failed: 'Con error',
  unknown: 'Desconocidos',
  counted:
    'Contado por la aplicación desde la medianoche UTC y escrito una vez por minuto: cuántas veces pasó un mensaje a cada estado. Un proceso interrumpido pierde lo que contó en su último minuto, así que estos números no son factura ni prueba.',
  range: 'Días',
  days: (count) => `Últimos ${count} días`,
  day: 'Día',
  numbers: 'Los mismos números en una tabla',
  messagesChart: 'Mensajes por día',
  messagesChartSays: (days, sent, held, failed, unknown) =>
    `Cuatro líneas de ${days} días. En total se enviaron ${sent}, se retuvieron ${held} y ${failed} dieron error; de ${unknown} no se sabe.`,
  ageChart: 'Mayor retraso de un mensaje por día',
  ageChartSays: (days, most) =>
    `Barras de ${days} días: cuánto se retrasó el mensaje más atrasado de toda la aplicación. El máximo fue ${most}.`,
  ageChartFrom: (day) =>
    `Comienza el ${day}: antes no se contaron en este período ni mensajes de este inquilino anfitrión ni alarmas.`,
  overdue: 'Retraso',
  wholeApp: 'De toda la aplicación, todos los inquilinos anfitriones juntos.',
  alarms: (days) => `Alarmas de los últimos ${days} días`,
  noAlarms: 'No hubo alarmas.',
  alarm: 'Alarma',
  count: 'Cantidad',
  last: 'Última vez',
  allAlarms: 'Todas las alarmas',
  otherAlarms: 'Otras alarmas',
  tenant: 'Inquilino anfitrión',
  tenantId: 'Id. de inquilino',
  states: {
    active: 'Activo',
    paused: 'En pausa: no se envía nada, y lo que se acepta espera',
    left: 'Dado de baja: ya no se envía ni se conecta nada',
  },
  consent: 'Vínculo para que las personas conecten su buzón',
  consentWhat: 'El mismo para todos. No contiene ningún secreto: se puede pasar y publicar.',
  alarmHeadings: {
    name_contested: 'Dos organizaciones dan el mismo nombre',
    unknown_queue_item: 'Un elemento de la cola no nombra ningún mensaje',
    poison_queue: 'Un elemento de la cola falló demasiadas veces',
    queue_age: 'Hay mensajes atrasados',
    callback_given_up: 'Una devolución de llamada no aceptó un evento',
    callback_gone: 'El receptor de una devolución de llamada ya no existe',
    callback_refused: 'La dirección de una devolución de llamada no está permitida',
    key_expiry: 'La clave caduca pronto',
    secret_expiry: 'El secreto de cliente caduca pronto',
    certificate_expiry: 'El certificado caduca pronto',
  },
};
