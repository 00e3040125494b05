/** The check of one's own connection, in Spanish. */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { CheckTexts } from '../en/check.ts';

export const check: CheckTexts = {
  title: 'Comprobación de su conexión',
  again: 'Comprobar de nuevo',
  steps: {
    identity: 'Quién es usted',
    names: 'Sus direcciones',
    grant: 'Conexión',
    policy: 'Reglas',
    token: 'Acceso en Microsoft',
    permission: 'Permisos',
    limits: 'Límites de envío',
    mailbox: 'Buzón',
    test: 'Correo de prueba',
  },
  states: {
    ok: 'En orden',
    warning: 'Conviene mirarlo',
    failed: 'Problema',
    skipped: 'Sin comprobar',
  },
  skipped: (step: string) => `Antes debe estar en orden esto: ${step}.`,
  since: (date: SafeHtml) => html`Desde el ${date}.`,
  until: (time: SafeHtml) => html`Hasta el ${time}.`,
  findings: {
    known: 'Ha iniciado sesión y no hay duda de quién es.',
    proven: 'Estos nombres conducen a usted:',
    contested:
      'Otra organización afirma que una de estas direcciones pertenece a uno de sus usuarios. Hasta que una de las dos renuncie a ella, no conduce a ninguno de los dos. Si no sabe nada de esto, avise al contacto que figura abajo.',
    aged: 'La prueba de algunas de estas direcciones es demasiado antigua. Se renueva por sí sola antes de usarlas.',
    unnamed:
      'Ninguna de sus direcciones está probada, así que solo se puede enviar correo en su nombre con el id de su usuario.',
    connected: 'Hay un buzón conectado para usted.',
    open: 'Ninguna regla conocida aquí le impide enviar.',
    sandbox: 'Esto está configurado para pruebas: los correos solo llegan a ciertos destinatarios.',
    given: 'Microsoft deja que esta aplicación actúe por usted.',
    granted: 'Están concedidos todos los permisos que esta aplicación pide.',
    small:
      'Los correos grandes necesitan un permiso que aún no está concedido (Mail.ReadWrite). Los pequeños salen sin él. Conecte de nuevo su buzón para concederlo.',
    free: 'El próximo correo puede salir enseguida.',
    full: 'Han salido tantos correos como se permiten a la vez. Los demás saldrán por sí solos.',
    exists: 'Microsoft tiene su buzón y acepta correos de él.',
    unclear: 'Microsoft no dijo con claridad si usted tiene un buzón. Envíe un correo de prueba para estar seguro.',
    accepted: 'Microsoft aceptó un correo de prueba de su buzón a sí mismo.',
  },
};
