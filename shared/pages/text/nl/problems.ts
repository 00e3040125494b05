/**
 * What a page says in Dutch about a known outcome, in one or two sentences: what happened and what to do now.
 */
import type { Texts } from '../en.ts';

const again = 'Probeer het over enkele minuten opnieuw.';
const begin = 'Ga naar de startpagina en begin daar.';
const operator = 'De beheerder van deze pagina moet dit oplossen; de contactpersoon hieronder kan dit doorgeven.';
const host = 'de organisatie die het ERP beheert';
const reset =
  'Als u een werkaccount hebt, stelt een beheerder van de organisatie die u heeft uitgenodigd uw uitnodiging opnieuw in; accepteer deze daarna met dat account.';

export const sentences: Texts['sentences'] = {
  invalid_request: `De aanvraag was onvolledig of onleesbaar; er is niets gedaan. ${begin}`,
  length_required: `De aanvraag kwam in delen aan; er is niets gedaan. ${begin}`,
  request_too_large: `De aanvraag was groter dan alles wat onze pagina’s verzenden; er is niets gedaan. ${begin}`,
  unsupported_media_type: `De aanvraag kwam niet van een van onze pagina’s; er is niets gedaan. ${begin}`,
  unauthorized: `U bent niet aangemeld. ${begin}`,
  forbidden: `Deze aanvraag is niet toegestaan; er is niets gedaan. ${begin}`,
  not_found: 'Op dit adres staat niets. Controleer de link of ga naar de startpagina.',
  method_not_allowed: `Dit adres ondersteunt die aanvraag niet. ${begin}`,
  not_implemented: `Deze dienst biedt dat deel van Microsoft Graph niet. ${begin}`,
  administrator_role_missing:
    'U bent aangemeld, maar uw account heeft de rol Manage niet; daarom wordt er niets getoond. Een beheerder van uw organisatie wijst die toe: Microsoft Entra-beheercentrum, Bedrijfstoepassingen, deze app, Gebruikers en groepen. De rol geldt vanaf uw volgende aanmelding.',
  sign_in_not_recent:
    'Microsoft heeft niet bevestigd dat u uw aanmeldgegevens zojuist hebt ingevoerd; er is niets gedaan. Begin opnieuw in de console en voer ze in. Lukt dat nooit, dan voegt de beheerder van deze pagina de optionele claim auth_time toe aan de id-tokens van de app-registratie.',
  sender_ambiguous: `Meer dan één persoon heeft deze naam; er is niets gedaan. ${operator}`,
  consent_required: 'Microsoft accepteert de machtiging die u hebt gegeven niet meer. Koppel uw postvak opnieuw.',
  large_mail_not_granted:
    'Deze e-mail is te groot voor de machtiging die u tot nu toe hebt gegeven. Koppel opnieuw: Microsoft vraagt dan om de machtiging die grote e-mails nodig hebben (Mail.ReadWrite), en wat wacht, wordt verzonden.',
  shared_mail_not_granted:
    'Verzenden vanuit dit gedeelde postvak vereist een machtiging die u nog niet hebt gegeven. Koppel opnieuw: Microsoft vraagt er dan om (Mail.Send.Shared), en wat wacht, wordt verzonden.',
  identity_changed:
    'Er is voor u een postvak gekoppeld onder een ander account dan uw huidige; daarom wordt er niets uit verzonden. Koppel in plaats daarvan uw eigen postvak; de tokens van het vroegere account worden dan verwijderd.',
  mailbox_changed: `De e-mail is geaccepteerd voor een ander postvak dan er nu voor is ingesteld en is daarom niet verzonden. ${operator}`,
  message_state: `De status van de e-mail is intussen veranderd; er is niets gedaan. ${begin}`,
  attachment_complete: `Het bestand was al volledig; er is niets toegevoegd. ${begin}`,
  document_changed: 'Dit is gewijzigd sinds het werd gelezen. Lees het opnieuw en herhaal de wijziging.',
  recipient_not_allowed:
    'De organisatie met het ERP-systeem test alleen en laat e-mails alleen naar bepaalde adressen gaan. De beheerder van deze app kan dat wijzigen.',
  tenant_paused:
    'De beheerder van deze app heeft al het verzenden voor de organisatie met het ERP-systeem stilgezet. Er gaat niets verloren; wachtende e-mails vertrekken zodra het verdergaat.',
  tenant_left:
    'De organisatie met het ERP-systeem gebruikt deze app niet meer, dus er wordt niets verzonden en niemand verbonden. Vraag het de contactpersoon daar.',
  quota_exceeded:
    'Er zijn in een minuut meer e-mails verzonden dan de beheerder toestaat. Wacht een minuut en probeer het dan opnieuw.',
  environment_not_allowed:
    'De e-mail kwam van een testkopie van het ERP-systeem die niet mag verzenden. Er is niets verzonden. Vraag het aan wie het ERP-systeem beheert.',
  idempotency_key_reused: `Deze aanvraag is al eerder gedaan; er is nu niets gedaan. ${begin}`,
  too_many_requests: `Er wachten meer e-mails van u dan Microsoft tegelijk accepteert. ${again}`,
  too_many_sign_ins:
    'Er melden zich hier nu meer mensen aan dan tegelijk mogelijk is. Laad hetzelfde adres over een minuut opnieuw; u hoeft niet opnieuw te beginnen.',
  too_many_tests:
    'U hebt uzelf zoveel testmails gestuurd als in een uur is toegestaan. Zoek ze in de verzonden items, of stuur er later nog een.',
  overloaded: `Er gebeurt hier meer dan we tegelijk aankunnen. ${again}`,
  shutting_down: `Een nieuwere versie van deze app neemt het over. ${again}`,
  conflict: `Iets anders heeft uw koppeling op hetzelfde moment gewijzigd. ${again}`,
  storage_unavailable: `De opslag van koppelingen reageert op dit moment niet. ${again}`,
  vault_unavailable: `De opslag van onze sleutels reageert op dit moment niet. ${again}`,
  refusal_unconfirmed: `Microsoft heeft uw koppeling niet vernieuwd en gaf geen reden die wij kennen. Er volgt een nieuwe poging. ${again}`,
  entra_unavailable: `De aanmeldingsdienst van Microsoft reageert op dit moment niet. ${again}`,
  graph_unavailable: `De maildienst van Microsoft reageert op dit moment niet. ${again}`,
  client_credential_refused: `Microsoft heeft de referenties of de registratie van onze app niet geaccepteerd. ${operator}`,
  host_tenant_refused: `De organisatie die het ERP beheert, weigert onze app of heeft haar een machtiging die hiervoor nodig is, niet verleend. ${operator}`,
  vault_access_refused: `De opslag van onze sleutels heeft ons de toegang geweigerd. ${operator}`,
  storage_access_refused: `De opslag van koppelingen heeft ons de toegang geweigerd. ${operator}`,
  sealed_record_refused: `Een opgeslagen record doorstond de controle niet en is daarom niet gebruikt. ${operator}`,
  internal_error: `Dit hoort niet te gebeuren. ${operator}`,
  initiator_missing:
    'Het is niet bekend wie deze gebeurtenis in het ERP heeft veroorzaakt; de e-mail wordt bewaard en niet verzonden. Wie het ERP beheert, verzendt hem namens iemand of annuleert hem.',
  event_incomplete:
    'Een gebeurtenis van het ERP kon geen e-mail worden; ze wordt bewaard en er is niets verzonden. Wie het ERP beheert, leest waarom en verzendt de e-mail of annuleert hem.',
  refused_by_sender:
    'De e-mail is niet verzonden en wordt niet verzonden. Moet hij toch uitgaan, vraag dan de organisatie die het ERP beheert hem opnieuw te verzenden.',
  delivery_unknown:
    'Het antwoord van Microsoft is verloren gegaan; de e-mail is mogelijk verzonden. Controleer de verzonden items voordat u de e-mail opnieuw verzendt.',
  invalid_recipients: `Microsoft heeft het adres van uw postvak niet als ontvanger geaccepteerd. ${operator}`,
  message_refused: `Microsoft heeft de inhoud van de e-mail niet geaccepteerd. ${operator}`,
  message_too_large: `De e-mail is groter dan uw postvak toestaat. ${operator}`,
  send_as_denied: `Microsoft staat alleen verzenden vanuit het gekoppelde postvak toe. ${operator}`,
  send_as_right_missing:
    'Microsoft liet u niet verzenden vanuit dit gedeelde postvak. Vraag uw IT-afdeling om het recht Verzenden als of Verzenden namens voor dit postvak.',
  mailbox_not_allowed:
    'Microsoft liet de app niet verzenden vanuit dit postvak. Vraag uw IT-afdeling het postvak toe te voegen aan de postvakken die de app mag gebruiken.',
  access_denied:
    'Microsoft liet ons uw postvak niet gebruiken. Ontkoppel het en koppel het opnieuw; lukt dat niet, vraag dan uw IT-afdeling de machtiging te controleren.',
  mailbox_not_found:
    'Uw werkaccount heeft geen Exchange Online-postvak; er is dus niets om uit te verzenden. Vraag uw IT-afdeling om een postvak en begin dan opnieuw.',
  mailbox_on_premises:
    'Microsoft heeft de e-mail geweigerd, zoals bij een postvak dat niet in Exchange Online staat. Vraag uw IT-afdeling waar uw postvak staat.',
  mailbox_blocked: 'Verzenden is geblokkeerd voor uw postvak. Vraag uw IT-afdeling de blokkering op te heffen.',
  mailbox_full: 'Uw postvak is vol; Microsoft verzendt er daarom niets uit. Maak ruimte en probeer het opnieuw.',
  sending_limit_reached:
    'Uw postvak heeft zoveel verzonden als Microsoft op één dag toestaat. Probeer het morgen opnieuw.',
  mailbox_throttled: `Uw postvak is te zwaar belast; Microsoft heeft de e-mail daarom niet geaccepteerd. ${again}`,
  graph_unreachable: `Er kon geen verbinding met Microsoft worden gemaakt; er is niets verzonden. ${again}`,
  draft_changed: `Het concept van de e-mail is in uw postvak verwijderd of gewijzigd voordat het werd verzonden; er is niets verzonden. ${again}`,
  mail_server_unavailable: `De mailserver van dit postvak was niet bereikbaar of neemt nu geen e-mails aan; er is niets verzonden. ${again}`,
  mail_server_unusable:
    'De mailserver van dit postvak weigert onze aanmelding of biedt geen beveiligde verbinding; er is niets verzonden. De beheerder van deze verbinding corrigeert de instellingen.',
  request_expired:
    'Deze aanmelding is meer dan 30 minuten geleden begonnen of is al gebruikt. Begin opnieuw vanaf de toestemmingspagina.',
  browser_mismatch:
    'Deze aanmelding is in een andere browser begonnen, of de cookie ervan ontbreekt. Open de toestemmingspagina in de browser waarin u zich aanmeldt en begin daar.',
  cross_site_request: 'Deze aanvraag kwam niet van onze eigen pagina. Open de toestemmingspagina en begin daar.',
  sign_in_invalid:
    'Het antwoord op de aanmelding paste niet bij de aanvraag en is daarom niet gebruikt. Begin opnieuw vanaf de toestemmingspagina.',
  consent_declined:
    'U hebt de machtiging geweigerd; er is dus niets gekoppeld. Begin opnieuw als dat een vergissing was.',
  consent_withdrawn:
    'De machtiging om te verzenden is in uw organisatie ingetrokken. Koppel uw postvak opnieuw; als Microsoft dat niet toelaat, vraag dan uw IT-afdeling de app opnieuw goed te keuren.',
  admin_approval_likely:
    'Microsoft heeft geen machtiging gegeven. Waarschijnlijk moet uw organisatie deze app eerst goedkeuren: uw IT-afdeling keurt de app eenmalig goed, met de tekst op deze pagina, en daarna koppelt u zelf uw postvak.',
  admin_approval_required:
    'In uw organisatie mogen alleen beheerders deze app goedkeuren. Uw IT-afdeling keurt de app eenmalig goed, met de tekst op deze pagina; daarna koppelt u zelf uw postvak.',
  host_approval_likely: `Microsoft heeft u niet aangemeld bij deze app bij ${host}. Waarschijnlijk moet die organisatie de app eerst goedkeuren: een beheerder daar keurt de app eenmalig goed, met de tekst op deze pagina, en daarna koppelt u zelf uw postvak.`,
  host_approval_required: `Voor aanmelding bij deze app bij ${host} is een goedkeuring nodig. Een beheerder van die organisatie keurt de app eenmalig goed; daarna koppelt u zelf uw postvak.`,
  host_consent_declined: `U hebt de aanmelding bij deze app bij ${host} geweigerd; er is dus niets gekoppeld. Begin opnieuw als dat een vergissing was.`,
  blocked_by_host_policy: `Een aanmeldingsbeleid van ${host} blokkeert deze app. Een beheerder van die organisatie vindt het beleid (voorwaardelijke toegang) in het aanmeldingslogboek en zondert de app daarvan uit, zoals de tekst op deze pagina aangeeft.`,
  host_assignment_required:
    'De organisatie die het ERP beheert, laat deze app alleen gebruiken door mensen aan wie de app is toegewezen. Een beheerder van die organisatie wijst de app aan u toe.',
  host_tenant_blocked:
    'De organisatie die het ERP beheert, laat u deze app daar niet gebruiken. Een beheerder van die organisatie staat de app of gasten van uw organisatie toe.',
  guest_account_reset: `Uw gastaccount bij ${host} is opnieuw uitgenodigd en kan dus nu van iemand anders zijn; er wordt niets verzonden. Maak opnieuw verbinding.`,
  host_account_unavailable: `Uw account bij ${host} is geblokkeerd of bestaat niet. Een beheerder van die organisatie herstelt het of nodigt u uit.`,
  host_sign_in_refused:
    'De organisatie die het ERP beheert, heeft uw aanmelding daar geweigerd. Begin één keer opnieuw; wordt de aanmelding weer geweigerd, dan vindt een beheerder van die organisatie de reden in het aanmeldingslogboek.',
  blocked_by_home_policy:
    'Een aanmeldingsbeleid van uw organisatie verhindert dat deze app namens u handelt. Een beheerder van uw organisatie vindt het beleid (voorwaardelijke toegang) in het aanmeldingslogboek en zondert de app daarvan uit, zoals de tekst op deze pagina aangeeft.',
  wrong_account:
    'U hebt zich met twee verschillende accounts aangemeld. Kies hieronder het account waarbij het postvak hoort.',
  registration_changed:
    'Onze app bij Microsoft is vervangen sinds u uw postvak hebt gekoppeld. Koppel uw postvak opnieuw.',
  other_mailbox_connected:
    'Er is voor u al een ander postvak gekoppeld; het is gebleven zoals het was. Ontkoppel dat eerst en koppel daarna dit postvak.',
  personal_account: `U bent gast met een persoonlijk Microsoft-account, dat geen Microsoft 365-postvak heeft. ${reset}`,
  no_home_tenant: `U bent gast zonder werkaccount van Microsoft (bijvoorbeeld met een code per e-mail of Google); er is dus geen Microsoft 365-postvak om te koppelen. ${reset}`,
  home_tenant_not_allowed:
    'Uw organisatie staat niet op de lijst van organisaties die hier mogen koppelen en verzenden. Vraag de contactpersoon hieronder om uw organisatie toe te voegen.',
  home_tenant_blocked:
    'Uw organisatie houdt deze app tegen; de app kan daarom niet namens u verzenden. Een beheerder van uw organisatie staat de app toe.',
  assignment_required:
    'Uw organisatie laat deze app alleen gebruiken door mensen aan wie de app is toegewezen. Een beheerder van uw organisatie wijst de app aan u toe.',
  account_unavailable:
    'Uw account in uw organisatie is geblokkeerd of bestaat niet meer. Een beheerder van uw organisatie herstelt het.',
  sign_in_frequency:
    'Uw organisatie beëindigt aanmeldingen na een vaste tijd; het automatisch verzenden stopt dan telkens. Koppel uw postvak opnieuw en vraag uw beheerder deze app daarvan uit te zonderen.',
  scope_missing:
    'Microsoft heeft niet alle machtigingen verleend die nodig zijn om te verzenden. Begin opnieuw en accepteer ze allemaal.',
};
