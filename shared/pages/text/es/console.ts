/**
 * What the frame of the console says in Spanish, and the pages before its first one.
 */
import { html } from '../../kit/html.ts';
import type { ConsoleTexts } from '../en/console.ts';

export const console: ConsoleTexts = {
  product: (host) => html`Conector de correo de ${host}`,
  sections: {
    overview: 'Resumen',
    messages: 'Mensajes',
    senders: 'Remitentes',
    guests: 'Invitados',
    invitations: 'Invitaciones',
    limits: 'Límites',
    documents: 'Configuración',
    alarms: 'Alertas',
    cost: 'Coste',
    audit: 'Auditoría',
  },
  skip: 'Ir al contenido',
  pages: 'Páginas',
  signOut: 'Cerrar sesión',
  tenant: 'Inquilino anfitrión',
  choose: 'Elegir',
  busy: 'En curso…',
  timesInUtc: 'Todas las horas están en UTC.',
  faults: 'Qué hay que corregir:',
  notDone: 'Los datos introducidos no se pueden utilizar; no se hizo nada.',
  back: 'Volver a la página',
  signInTitle: 'Iniciar sesión en la consola',
  whoMay:
    'Aquí los administradores atienden el conector de correo. Necesita una cuenta del inquilino anfitrión con el rol Manage de esta aplicación.',
  signIn: 'Iniciar sesión con Microsoft',
  lasts: 'La sesión dura una hora. Se registran todos los inicios de sesión y todas las acciones.',
  hasEnded:
    'Ya no tiene la sesión iniciada, o no como la persona para la que se creó la página; no se hizo nada. Inicie sesión e inténtelo de nuevo.',
  wasPosted:
    'Este formulario ya se envió, o su página tiene más de una hora; no se ejecutó otra vez. Vuelva a cargar la página para continuar.',
  typed: 'Lo que había escrito',
  typedHint: 'No se guardó. Cópielo antes de iniciar sesión, o inicie sesión en otra pestaña.',
  confirmTitle: 'Confirme que es usted',
  confirm:
    'Esto no se puede deshacer; por eso introduzca sus credenciales de nuevo. Después tiene cinco minutos: vuelve a la página y elige otra vez el botón.',
  signInAgain: 'Introducir mis credenciales',
  none: 'Ninguno',
  more: 'Página siguiente',
  first: 'Primera página',
  download: 'Guardar como CSV',
  shortPage: 'Puede haber más en la página siguiente: esta revisa un número limitado de registros.',
  empty: 'No hay nada que mostrar.',
  filter: 'Mostrar',
  all: 'Todos',
  time: 'Hora',
  state: 'Estado',
  since: 'Desde',
  until: 'Hasta',
  open: 'Abrir',
};
