/**
 * What the pages say in Dutch about erasing what is kept of a person: before it, and on the receipt.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const erase: Texts['erase'] = {
  summary: 'Wissen wat er over u wordt bewaard',
  what: (host, erp) =>
    html`Hiermee wordt verwijderd wat hier over u als gebruiker van ${host} wordt bewaard, en wordt uw postvak
    ontkoppeld als het gekoppeld is. Dit kan niet ongedaan worden gemaakt, maar u kunt opnieuw koppelen. Tot die tijd
    kan ${erp} niet namens u verzenden.`,
  goesTerm: 'Wordt verwijderd',
  goes: 'De koppeling met de namen, tijden, tokens en sleutel ervan, en de lijst van namens u verzonden e-mails.',
  staysTerm: 'Blijft een tijd bewaard',
  staysMessages: (days) =>
    `Maximaal ${days} dagen: wanneer, door welke toepassing en met welke referentie elke e-mail is verzonden, aan hoeveel ontvangers en met welk resultaat, onder de id van uw gebruiker. Anders zou een e-mail die een toepassing herhaalt, twee keer worden verzonden, en zou die toepassing niet kunnen laten zien wat zij heeft verzonden.`,
  staysGeneration: (days) =>
    `${days} dagen: hoe vaak u hebt gekoppeld, onder dezelfde id. Anders zou een kopie van de oude koppeling kunnen worden teruggezet.`,
  staysTests: 'Hooguit een uur: de tijden van uw testmails, zodat het er niet te veel worden.',
  staysLog: (host) =>
    html`In het logboek: de id van uw gebruiker, zonder naam of adres, zolang ${host} het logboek bewaart.`,
  untouchedTerm: 'Niet gewijzigd',
  untouched: 'Het postvak en elke e-mail in de verzonden items.',
  button: 'Nu wissen',
  busy: 'Wordt gewist…',

  doneTitle: 'Wat er over u werd bewaard, is gewist',
  done: (time) =>
    html`Gewist op ${time}. Deze pagina is uw bewijs: druk de pagina nu af of sla deze op als u het nodig hebt.`,
  loadable: (minutes) => `De pagina kan nog ${minutes} minuten opnieuw worden geladen, alleen in deze browser.`,
  deletedTerm: 'Verwijderd',
  nothing: 'Er was niets meer te verwijderen.',
  former: 'Wat er van de koppeling van een vroeger account werd bewaard.',
  deleted: {
    connection: () => 'De koppeling, met de tokens en de sleutel als u niet al eerder had ontkoppeld',
    names: (count) => `Namen waaronder toepassingen u vonden: ${count}`,
    message_index: (count) => `Vermeldingen in de lijst van namens u verzonden e-mails: ${count}`,
  },
  remaining: {
    messages: (date) =>
      html`Tot ${date}: wanneer, door welke toepassing en met welke referentie elke e-mail is verzonden, aan hoeveel
      ontvangers en met welk resultaat, zodat er geen twee keer wordt verzonden`,
    generation: (date) =>
      html`Tot ${date}: hoe vaak u had gekoppeld, zodat een kopie van de oude koppeling niet kan worden teruggezet`,
    test_times: (date) => html`Tot ${date}: de tijden van uw laatste testmails, zodat het er niet te veel worden`,
    message_index: (date) => html`Tot ${date}: de rest van de lijst van e-mails, die te lang was voor één stap`,
  },
  connectAgain: (link) => html`U kunt op elk moment weer een ${link('postvak koppelen')}.`,
};
