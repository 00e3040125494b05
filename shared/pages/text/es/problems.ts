/**
 * What a page says in Spanish about a known outcome, in one or two sentences: what happened and what to do now.
 */
import type { Texts } from '../en.ts';

const again = 'Inténtelo de nuevo en unos minutos.';
const begin = 'Vaya a la página de inicio y empiece allí.';
const operator = 'El responsable de esta página debe solucionarlo; el contacto indicado más abajo puede avisarle.';
const host = 'la organización que gestiona el ERP';
const reset =
  'Si tiene una cuenta profesional, un administrador de la organización que le invitó restablece su invitación; acéptela después con esa cuenta.';

export const sentences: Texts['sentences'] = {
  invalid_request: `La solicitud estaba incompleta o era ilegible; no se hizo nada. ${begin}`,
  length_required: `La solicitud llegó por partes; no se hizo nada. ${begin}`,
  request_too_large: `La solicitud era mayor que cualquiera de las que envían nuestras páginas; no se hizo nada. ${begin}`,
  unsupported_media_type: `La solicitud no venía de una de nuestras páginas; no se hizo nada. ${begin}`,
  unauthorized: `No ha iniciado sesión. ${begin}`,
  forbidden: `Esta solicitud no está permitida; no se hizo nada. ${begin}`,
  not_found: 'No hay nada en esta dirección. Compruebe el enlace o vaya a la página de inicio.',
  method_not_allowed: `Esta dirección no admite esa solicitud. ${begin}`,
  not_implemented: `Este servicio no ofrece esa parte de Microsoft Graph. ${begin}`,
  administrator_role_missing:
    'Ha iniciado sesión, pero su cuenta no tiene el rol Manage; por eso no se muestra nada. Un administrador de su organización lo asigna: Centro de administración de Microsoft Entra, Aplicaciones empresariales, esta aplicación, Usuarios y grupos. Cuenta a partir de su próximo inicio de sesión.',
  sign_in_not_recent:
    'Microsoft no confirmó que usted acabara de introducir sus credenciales; no se hizo nada. Empiece de nuevo en la consola e introdúzcalas. Si nunca funciona, quien opera el conector añade la notificación opcional auth_time a los tokens de identificador del registro de la aplicación.',
  sender_ambiguous: `Varias personas tienen este nombre; no se hizo nada. ${operator}`,
  consent_required: 'Microsoft ya no acepta el permiso que usted concedió. Conecte su buzón de nuevo.',
  large_mail_not_granted:
    'Este correo es demasiado grande para el permiso que ha concedido hasta ahora. Vuelva a conectarse: Microsoft pedirá entonces el permiso que necesitan los correos grandes (Mail.ReadWrite) y se enviará lo que espera.',
  shared_mail_not_granted:
    'Enviar desde este buzón compartido necesita un permiso que todavía no ha concedido. Vuelva a conectarse: Microsoft lo pedirá entonces (Mail.Send.Shared) y se enviará lo que espera.',
  identity_changed:
    'Tiene conectado un buzón con una cuenta distinta de la que usa ahora; por eso no se envía nada desde él. Conecte su propio buzón en su lugar; los tokens de la cuenta anterior se eliminarán entonces.',
  mailbox_changed: `El correo se aceptó para un buzón distinto del que está configurado ahora; por eso no se envió. ${operator}`,
  message_state: `El estado del correo ha cambiado mientras tanto; no se hizo nada. ${begin}`,
  attachment_complete: `El archivo ya estaba completo; no se añadió nada. ${begin}`,
  document_changed: 'Esto ha cambiado desde que se leyó. Léalo de nuevo y repita el cambio.',
  recipient_not_allowed:
    'La organización que usa el ERP solo está haciendo pruebas y permite correos únicamente a ciertas direcciones. El operador de esta aplicación puede cambiarlo.',
  tenant_paused:
    'El operador de esta aplicación ha puesto en pausa todos los envíos de la organización que usa el ERP. No se pierde nada; los correos en espera saldrán cuando se reanude.',
  tenant_left:
    'La organización que usa el ERP ha dejado de usar esta aplicación, así que no envía nada ni conecta a nadie. Pregunte a su contacto allí.',
  quota_exceeded:
    'Se enviaron más correos en un minuto de los que permite el operador. Espere un minuto e inténtelo de nuevo.',
  environment_not_allowed:
    'El correo procede de una copia del ERP para pruebas que no puede enviar. No se ha enviado nada. Pregunte a quien se ocupa del ERP.',
  idempotency_key_reused: `Esta solicitud ya se hizo antes; no se repitió nada. ${begin}`,
  too_many_requests: `Tiene más correos en espera de los que Microsoft acepta a la vez. ${again}`,
  too_many_sign_ins:
    'En este momento inician sesión aquí más personas de las que podemos atender a la vez. Vuelva a cargar la misma dirección dentro de un minuto; no hace falta empezar de nuevo.',
  too_many_tests:
    'Se ha enviado tantos correos de prueba como se permiten en una hora. Búsquelos en los elementos enviados o envíe otro más tarde.',
  overloaded: `Hay aquí más actividad de la que podemos atender a la vez. ${again}`,
  shutting_down: `Una versión más reciente de esta aplicación está tomando el relevo. ${again}`,
  conflict: `Otra cosa modificó su conexión en el mismo momento. ${again}`,
  storage_unavailable: `El almacenamiento de las conexiones no responde en este momento. ${again}`,
  vault_unavailable: `El almacén de nuestras claves no responde en este momento. ${again}`,
  refusal_unconfirmed: `Microsoft no renovó su conexión y no dio ningún motivo que conozcamos. Se volverá a intentar. ${again}`,
  entra_unavailable: `El servicio de inicio de sesión de Microsoft no responde en este momento. ${again}`,
  graph_unavailable: `El servicio de correo de Microsoft no responde en este momento. ${again}`,
  client_credential_refused: `Microsoft no aceptó las credenciales o el registro de nuestra aplicación. ${operator}`,
  host_tenant_refused: `La organización que gestiona el ERP rechaza nuestra aplicación, o no le ha concedido un permiso necesario para esto. ${operator}`,
  vault_access_refused: `El almacén de nuestras claves nos denegó el acceso. ${operator}`,
  storage_access_refused: `El almacenamiento de las conexiones nos denegó el acceso. ${operator}`,
  sealed_record_refused: `Un registro guardado no superó su comprobación y por eso no se usó. ${operator}`,
  internal_error: `Esto no debería ocurrir. ${operator}`,
  initiator_missing:
    'No se sabe quién causó este evento en el ERP; el correo se conserva y no se envía. Quien gestiona el ERP lo envía en nombre de alguien o lo cancela.',
  event_incomplete:
    'Un evento del ERP no pudo convertirse en un correo; se conserva y no se envió nada. Quien gestiona el ERP lee el motivo y envía el correo o lo cancela.',
  refused_by_sender:
    'No se envió ni se enviará. Si al final debe salir, pida a la organización que gestiona el ERP que lo envíe de nuevo.',
  delivery_unknown:
    'La respuesta de Microsoft se perdió; es posible que el correo se haya enviado. Compruebe los elementos enviados antes de enviarlo de nuevo.',
  invalid_recipients: `Microsoft no aceptó la dirección de su buzón como destinatario. ${operator}`,
  message_refused: `Microsoft no aceptó el contenido del correo. ${operator}`,
  message_too_large: `El correo es más grande de lo que permite su buzón. ${operator}`,
  send_as_denied: `Microsoft solo permite enviar desde el buzón conectado. ${operator}`,
  send_as_right_missing:
    'Microsoft no le dejó enviar desde este buzón compartido. Pida a su departamento de TI el derecho Enviar como o Enviar en nombre de sobre él.',
  mailbox_not_allowed:
    'Microsoft no dejó que la aplicación enviara desde este buzón. Pida a su departamento de TI que añada el buzón a los que la aplicación puede usar.',
  access_denied:
    'Microsoft no nos dejó usar su buzón. Desconéctelo y conéctelo de nuevo; si no funciona, pida a su departamento de TI que compruebe el permiso.',
  mailbox_not_found:
    'Su cuenta profesional no tiene un buzón de Exchange Online; por eso no hay desde dónde enviar. Pida un buzón a su departamento de TI y empiece de nuevo.',
  mailbox_on_premises:
    'Microsoft rechazó el correo, como hace con un buzón que no está en Exchange Online. Pregunte a su departamento de TI dónde está su buzón.',
  mailbox_blocked: 'Su buzón tiene bloqueado el envío. Pida a su departamento de TI que quite el bloqueo.',
  mailbox_full: 'Su buzón está lleno; por eso Microsoft no envía nada desde él. Libere espacio e inténtelo de nuevo.',
  sending_limit_reached:
    'Desde su buzón se ha enviado todo lo que Microsoft permite en un día. Inténtelo de nuevo mañana.',
  mailbox_throttled: `Su buzón está demasiado ocupado; por eso Microsoft no aceptó el correo. ${again}`,
  graph_unreachable: `No se pudo abrir una conexión con Microsoft; no se envió nada. ${again}`,
  draft_changed: `El borrador del correo se eliminó o se modificó en su buzón antes de enviarse; no se envió nada. ${again}`,
  mail_server_unavailable: `No se pudo contactar con el servidor de correo de este buzón, o ahora no acepta correos; no se envió nada. ${again}`,
  mail_server_unusable:
    'El servidor de correo de este buzón rechaza nuestro inicio de sesión o no ofrece una conexión segura; no se envió nada. Quien gestiona esta conexión corrige su configuración.',
  request_expired:
    'Este inicio de sesión empezó hace más de 30 minutos o ya se usó. Empiece de nuevo desde la página de consentimiento.',
  browser_mismatch:
    'Este inicio de sesión empezó en otro navegador, o falta su cookie. Abra la página de consentimiento en el navegador en el que inicia sesión y empiece allí.',
  cross_site_request:
    'Esta solicitud no venía de nuestra propia página. Abra la página de consentimiento y empiece allí.',
  sign_in_invalid:
    'La respuesta del inicio de sesión no concordaba con la solicitud y por eso no se usó. Empiece de nuevo desde la página de consentimiento.',
  consent_declined: 'Usted rechazó el permiso; por eso no se conectó nada. Si fue un error, empiece de nuevo.',
  consent_withdrawn:
    'El permiso para enviar se retiró en su organización. Conecte su buzón de nuevo; si Microsoft no se lo permite, pida a su departamento de TI que apruebe otra vez la aplicación.',
  admin_approval_likely:
    'Microsoft no concedió ningún permiso. Es probable que su organización deba aprobar antes esta aplicación: su departamento de TI la aprueba una vez, con el texto de esta página, y después usted mismo conecta su buzón.',
  admin_approval_required:
    'En su organización, solo los administradores pueden aprobar esta aplicación. Su departamento de TI la aprueba una vez, con el texto de esta página; después, usted mismo conecta su buzón.',
  host_approval_likely: `Microsoft no inició su sesión en esta aplicación en ${host}. Es probable que esa organización deba aprobarla antes: un administrador de allí la aprueba una vez, con el texto de esta página, y después usted mismo conecta su buzón.`,
  host_approval_required: `Para iniciar sesión en esta aplicación en ${host} hace falta una aprobación. Un administrador de esa organización aprueba la aplicación una vez; después, usted mismo conecta su buzón.`,
  host_consent_declined: `Usted rechazó iniciar sesión en esta aplicación en ${host}; por eso no se conectó nada. Si fue un error, empiece de nuevo.`,
  blocked_by_host_policy: `Una directiva de inicio de sesión de ${host} bloquea esta aplicación. Un administrador de esa organización encuentra la directiva (acceso condicional) en el registro de inicio de sesión y exime de ella a la aplicación, como indica el texto de esta página.`,
  host_assignment_required:
    'La organización que gestiona el ERP solo deja usar esta aplicación a las personas que la tienen asignada. Un administrador de esa organización le asigna la aplicación.',
  host_tenant_blocked:
    'La organización que gestiona el ERP no le deja usar esta aplicación allí. Un administrador de esa organización permite la aplicación, o a los invitados de su organización.',
  guest_account_reset: `Su cuenta de invitado en ${host} se ha vuelto a invitar, así que puede pertenecer ahora a otra persona, y no se envía nada. Conéctese de nuevo.`,
  host_account_unavailable: `Su cuenta en ${host} está bloqueada o no existe. Un administrador de esa organización la restablece o le invita.`,
  host_sign_in_refused:
    'La organización que gestiona el ERP rechazó su inicio de sesión. Empiece de nuevo una vez; si se rechaza otra vez, un administrador de esa organización encuentra el motivo en su registro de inicio de sesión.',
  blocked_by_home_policy:
    'Una directiva de inicio de sesión de su organización impide que esta aplicación actúe en su nombre. Un administrador de su organización encuentra la directiva (acceso condicional) en el registro de inicio de sesión y exime de ella a la aplicación, como indica el texto de esta página.',
  wrong_account:
    'Inició sesión con dos cuentas distintas. Elija, de las que se indican más abajo, la cuenta a la que pertenece el buzón.',
  registration_changed:
    'Nuestra aplicación en Microsoft se sustituyó después de que usted se conectara. Conecte su buzón de nuevo.',
  other_mailbox_connected:
    'Ya tiene conectado otro buzón, que sigue como estaba. Desconéctelo primero y conecte después este.',
  personal_account: `Es invitado con una cuenta personal de Microsoft, que no tiene buzón de Microsoft 365. ${reset}`,
  no_home_tenant: `Es invitado sin una cuenta profesional de Microsoft (por ejemplo, con un código por correo o con Google); por eso no hay ningún buzón de Microsoft 365 que conectar. ${reset}`,
  home_tenant_not_allowed:
    'Su organización no está en la lista de las que pueden conectarse y enviar aquí. Pida al contacto indicado más abajo que la añada.',
  home_tenant_blocked:
    'Su organización bloquea esta aplicación; por eso no puede enviar en su nombre. Un administrador de su organización permite la aplicación.',
  assignment_required:
    'Su organización solo deja usar esta aplicación a las personas que la tienen asignada. Un administrador de su organización le asigna la aplicación.',
  account_unavailable:
    'Su cuenta en su organización está bloqueada o ya no existe. Un administrador de su organización la restablece.',
  sign_in_frequency:
    'Su organización pone fin a las sesiones después de un tiempo fijado; el envío desatendido se detiene entonces cada vez. Conecte su buzón de nuevo y pida a su administrador que exima a esta aplicación.',
  scope_missing:
    'Microsoft no concedió todos los permisos que hacen falta para enviar. Empiece de nuevo y acéptelos todos.',
};
