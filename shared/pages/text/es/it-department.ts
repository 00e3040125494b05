/**
 * The plain texts that a person passes on, in Spanish and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
import type { Texts } from '../en.ts';

const apps = '«Aplicaciones empresariales»';
const identities = '«External Identities», «Configuración del acceso entre inquilinos»';
const directory = (host: string) => `en el directorio de Microsoft Entra de ${host}`;

export const itDepartment: Texts['itDepartment'] = {
  subject: (erp, host) => `Aplicación para ${erp} en ${host}`,
  approval: 'Le ruego que apruebe una aplicación en Microsoft Entra.',
  approvalReason: (erp) =>
    'Microsoft pide que un administrador de nuestra organización apruebe la aplicación una sola vez. Después, cada persona que ' +
    `trabaja con ${erp} conecta su propio buzón; la aprobación por sí misma no conecta a nadie.`,
  limit: `Para limitar quién puede usarla: ${apps}, esta aplicación, «Propiedades», «Asignación requerida».`,

  hostApproval: (host) => `Le ruego que apruebe una aplicación ${directory(host)}.`,
  hostApprovalReason: (host) =>
    `Microsoft inicia primero mi sesión en ${host}, para demostrar quién soy allí. Un administrador de ese directorio aprueba ` +
    'la aplicación una sola vez para el inicio de sesión.',
  hostPermissions:
    'Permisos, todos delegados: openid y profile (demuestran quién inició sesión). La aplicación solo pide allí acceso al correo ' +
    'a las personas cuyo buzón está allí.',

  access: 'Le ruego que me permita usar una aplicación en Microsoft Entra.',
  hostAccess: (host) => `Le ruego que me permita usar una aplicación ${directory(host)}.`,
  accessReason: (host) =>
    'Nuestra organización bloquea esta aplicación o la ha deshabilitado. Le ruego que la permita ' +
    `(${apps}; ${identities}, acceso de salida a ${host}).`,
  hostAccessReason:
    'Ese directorio bloquea la aplicación, la ha deshabilitado o no admite a los invitados de mi organización. Le ruego que la ' +
    `permita (${apps}; ${identities}, acceso de entrada).`,

  assignment: 'Le ruego que me asigne a una aplicación en Microsoft Entra.',
  hostAssignment: (host) => `Le ruego que me asigne a una aplicación ${directory(host)}.`,
  assignmentReason: `La aplicación tiene activada «Asignación requerida» y no la tengo asignada: ${apps}, esta aplicación, «Usuarios y grupos».`,

  policy:
    'Le ruego que excluya una aplicación de una directiva de inicio de sesión (acceso condicional) en Microsoft Entra.',
  hostPolicy: (host) =>
    `Le ruego que excluya una aplicación de una directiva de inicio de sesión (acceso condicional) ${directory(host)}.`,
  policyReason:
    'Mi propio inicio de sesión funcionó. Después, una directiva rechazó la aplicación, porque pide su token a Microsoft desde su ' +
    'propio servidor y no desde mi dispositivo. Le ruego que excluya la aplicación de esa directiva.',
  policyAddresses: (list) =>
    `O bien permita las direcciones del servidor de la aplicación, como ubicación con nombre que la directiva excluya: ${list}`,
  policyLog:
    'Para ver de qué directiva se trata: Microsoft Entra, «Registros de inicio de sesión», «Inicios de sesión de usuario (no ' +
    'interactivos)», filtrados por el id. de aplicación de más abajo; la pestaña «Acceso condicional» del inicio de sesión rechazado la nombra.',

  other: 'Le ruego que me ayude con una aplicación en Microsoft Entra.',
  hostOther: (host) => `Le ruego que me ayude con una aplicación ${directory(host)}.`,
  said: (sentence) => `La aplicación dice: «${sentence}»`,

  purpose: (erp, host) =>
    `Trabajo con ${erp} en ${host}. La aplicación envía los correos que salen de allí en mi nombre, por ejemplo facturas, desde mi ` +
    'propio buzón profesional, de modo que llevan nuestra dirección y aparecen en mis elementos enviados.',
  appId: (id) => `Id. de aplicación (cliente): ${id}`,
  permissions: 'Permisos, todos delegados (Microsoft Graph):',
  permission: (scope, usedFor) => `- ${scope}: ${usedFor}`,
  notAsked:
    'No se piden: leer o eliminar correos, permisos de aplicación ni los buzones de personas que no han conectado nada.',
  notAskedReadWrite: 'No se piden: permisos de aplicación ni los buzones de personas que no han conectado nada.',
  approveHere: 'Aprobar aquí, como administrador:',
  details: (address) => `Qué es la aplicación, qué guarda y cómo retirar la aprobación: ${address}`,
  addresses: (list) => `Direcciones del servidor de la aplicación (para el acceso condicional): ${list}`,
  microsoftCode: (code) => `Código de Microsoft: ${code}`,
  questions: (contact) => `Preguntas: ${contact}`,
  privacy: (address) => `Privacidad: ${address}`,
};

export const invitation: Texts['invitation'] = {
  subject: (host) => `Restablecer una invitación en ${host}`,
  request: (host) => `Le ruego que restablezca mi invitación ${directory(host)}.`,
  reason: (erp) =>
    `Trabajo con ${erp} como invitado. Mi cuenta de invitado corresponde a una cuenta personal, un código por correo o Google, que ` +
    'no tienen buzón de Microsoft 365. Quisiera aceptar la invitación de nuevo con esta cuenta profesional:',
  workAddress: '(su dirección de correo profesional)',
  how: 'En Entra: «Usuarios», mi cuenta de invitado, «Restablecer el estado de canje».',
};
