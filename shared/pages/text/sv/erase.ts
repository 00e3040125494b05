/**
 * What the pages say in Swedish about erasing what is kept of a person: before it, and on the receipt.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const erase: Texts['erase'] = {
  summary: 'Radera det som sparas om dig',
  what: (host, erp) =>
    html`Det tar bort det som sparas här om dig som användare hos ${host}, och kopplar från din postlåda om den är
    ansluten. Det går inte att ångra, men du kan ansluta igen. Till dess kan ${erp} inte skicka som du.`,
  goesTerm: 'Tas bort',
  goes: 'Anslutningen med dess namn, tider, tokens och nyckel, och listan över e-post som skickats som du.',
  staysTerm: 'Finns kvar en tid',
  staysMessages: (days) =>
    `I upp till ${days} dagar: när, av vilket program och med vilken referens varje e-postmeddelande skickades, till hur många mottagare och med vilket resultat, under din användares id. Annars skulle ett e-postmeddelande som ett program upprepar skickas två gånger, och programmet kunde inte visa vad det har skickat.`,
  staysGeneration: (days) =>
    `I ${days} dagar: hur många gånger du har anslutit, under samma id. Annars kunde en kopia av den gamla anslutningen läggas tillbaka.`,
  staysTests: 'I högst en timme: tiderna för dina testmeddelanden, så att de inte blir för många.',
  staysLog: (host) => html`I loggen: din användares id, utan namn och adress, så länge ${host} sparar sin logg.`,
  untouchedTerm: 'Oförändrat',
  untouched: 'Postlådan och all e-post bland skickade objekt.',
  button: 'Radera nu',
  busy: 'Raderar …',

  doneTitle: 'Det som sparades om dig är raderat',
  done: (time) =>
    html`Raderat den ${time}. Den här sidan är ditt kvitto: skriv ut eller spara den nu om du behöver den.`,
  loadable: (minutes) => `Den kan läsas in igen i ${minutes} minuter, bara i den här webbläsaren.`,
  deletedTerm: 'Borttaget',
  nothing: 'Det fanns inget kvar att ta bort.',
  former: 'Det som sparades om ett tidigare kontos anslutning.',
  deleted: {
    connection: () => 'Anslutningen, med dess tokens och nyckel om du inte redan hade kopplat från',
    names: (count) => `Namn som program hittade dig under: ${count}`,
    message_index: (count) => `Poster i listan över e-post som skickats som du: ${count}`,
  },
  remaining: {
    messages: (date) =>
      html`Till ${date}: när, av vilket program och med vilken referens varje e-postmeddelande skickades, till hur många
      mottagare och med vilket resultat, så att inget skickas två gånger`,
    generation: (date) =>
      html`Till ${date}: hur många gånger du hade anslutit, så att en kopia av den gamla anslutningen inte kan läggas
      tillbaka`,
    test_times: (date) => html`Till ${date}: tiderna för dina senaste testmeddelanden, så att de inte blir för många`,
    message_index: (date) => html`Till ${date}: resten av listan över e-post, som var för lång för ett steg`,
  },
  connectAgain: (link) => html`Du kan när som helst ${link('ansluta en postlåda')} igen.`,
};
