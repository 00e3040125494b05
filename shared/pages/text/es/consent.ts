/**
 * The consent page in Spanish, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `Permitir que ${erp} en ${host} envíe correo en su nombre`,
  heading: (erp, host) => html`Permitir que ${erp} en ${host} envíe correo en su nombre`,
  ended: 'La página que pidió ya no está disponible. Para conectar su buzón, empiece aquí.',
  lead: 'Los correos saldrán de su propio buzón profesional. Nada cambia hasta que usted continúe.',

  whatTerm: 'Qué se envía',
  what: (host) => html`Correos en su nombre, como facturas y recordatorios. ${host} decide cuáles.`,
  fromTerm: 'Desde qué dirección',
  from: 'Su propia dirección profesional. Normalmente queda una copia en sus elementos enviados.',
  cannotTerm: 'Qué no puede hacer la aplicación',
  cannot: 'Leer, modificar o eliminar su correo. Nunca ve su contraseña.',
  doesNotTerm: 'Qué no hace la aplicación',
  doesNot: (shownAs) =>
    `Leer, modificar o eliminar su correo. Usa «${shownAs}» para borradores de correos grandes, que crea y envía ella misma.`,
  howLongTerm: 'Cuánto tiempo',
  howLong: (link) => html`Hasta que desconecte el buzón en ${link('su página')}, aunque no tenga la sesión iniciada.`,
  continue: 'Continuar a Microsoft',
  steps:
    'Es posible que Microsoft le pida que elija su cuenta y después que acepte. Elija siempre la misma cuenta profesional.',

  stepsSummary: 'Qué le pregunta Microsoft',
  hostStep: (host) => html`Primero inicia sesión como usuario de ${host}. Así se demuestra quién es usted allí.`,
  homeStep:
    'Después inicia sesión en su propia organización. Así se demuestra que el buzón es suyo. Microsoft le pide aquí su permiso, salvo ' +
    'que su departamento de TI ya lo haya concedido para todos.',
  password: (address) =>
    html`Escriba su contraseña solo donde la dirección empiece por ${address}, o en la página de inicio de sesión de su
    propia organización.`,
  unverified: (contact) =>
    html`Es posible que Microsoft indique que la aplicación está «sin comprobar». Significa que su editor no ha pasado
    por la comprobación de Microsoft. Si no esperaba esta solicitud, no acepte y consulte a ${contact}.`,
  screenLines: 'La pantalla de Microsoft muestra algunas o todas estas líneas. Cada una sirve para una sola cosa:',
  screenLine: (shownAs, usedFor) => html`<b>${shownAs}</b>: ${usedFor}`,

  approvalSummary: 'Si Microsoft indica «Se necesita la aprobación del administrador»',
  approval:
    'En muchas organizaciones, solo el departamento de TI puede aprobar aplicaciones. Microsoft le detiene entonces en ese punto y no ' +
    'se conecta nada. Envíe este texto a su departamento de TI. Cuando la aplicación esté aprobada, vuelva a esta página.',
  approvalLink: (link) => html`¿Es usted administrador? ${link('Aprobar la aplicación para su organización')}`,

  keptSummary: 'Qué se guarda y durante cuánto tiempo',
  connectionTerm: 'Hasta que desconecte',
  connection:
    'Su permiso, que es un token de Microsoft: cifrado. Las direcciones de su buzón, su nombre de usuario y cuándo lo conectó.',
  afterwardsTerm: 'Después',
  afterwards:
    'El token se elimina. Qué buzón tenía conectado, y cuándo, queda guardado hasta que lo borre en su página.',
  emailsTerm: (days) => `Durante ${days} días`,
  emails:
    'De cada correo: qué aplicación lo envió, su referencia (por ejemplo, el número de la factura), cuántos destinatarios tenía, ' +
    'cuándo se envió, qué respondió Microsoft, incluidos los errores, y una huella digital que indica si otro correo es igual.',
  waitingTerm: 'Mientras un correo espera para enviarse',
  waiting: (days) =>
    `Su asunto, texto, datos adjuntos y destinatarios: cifrados. Se eliminan cuando se envía, o ${days} días después si no se envió.`,
};

export const permissions: Texts['permissions'] = {
  openid: { shownAs: 'Iniciar sesión', usedFor: 'demuestra quién inició sesión' },
  profile: { shownAs: 'Ver su perfil básico', usedFor: 'da el nombre de la cuenta que inició sesión' },
  offline_access: {
    shownAs: 'Mantener el acceso a los datos a los que le ha concedido acceso',
    usedFor: 'envía también cuando la persona no tiene la sesión iniciada',
  },
  'User.Read': { shownAs: 'Iniciar sesión y leer su perfil', usedFor: 'lee la dirección del buzón' },
  'Mail.Send': { shownAs: 'Enviar correo en su nombre', usedFor: 'envía los correos' },
  'Mail.ReadWrite': {
    shownAs: 'Acceso de lectura y escritura a su correo',
    usedFor:
      'crea un borrador de un correo que es demasiado grande para una sola petición, añade sus archivos y elimina lo que no se pudo enviar',
  },
};

export const adminConsent: Texts['adminConsent'] = {
  approvedTitle: 'Gracias por aprobar la aplicación',
  approved: (erp, host) =>
    html`Las personas de su organización que trabajan con ${erp} en ${host} ya pueden conectar su buzón.`,
  eachPerson: (link) =>
    html`Esta aprobación no conecta a nadie. Cada persona abre esta página una vez e inicia sesión: ${link}`,
  withdraw: 'Puede ver y retirar la aprobación en Microsoft Entra, «Aplicaciones empresariales».',
  notApprovedTitle: 'La aplicación no se aprobó',
  notApproved: (erp, host) =>
    html`Microsoft no comunica ninguna aprobación. Las personas de su organización todavía no pueden conectar su buzón a
    ${erp} en ${host}.`,
  tryAgain: (appId) =>
    html`Si usted no la rechazó, inicie sesión con una cuenta que pueda aprobar aplicaciones (por ejemplo,
    «Administrador de aplicaciones en la nube») y abra de nuevo el enlace de aprobación. El id. de la aplicación es
    ${appId}.`,
};
