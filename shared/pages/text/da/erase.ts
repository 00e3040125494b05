/**
 * What the pages say in Danish about erasing what is kept of a person: before it, and on the receipt.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const erase: Texts['erase'] = {
  summary: 'Slet det, der er gemt om dig',
  what: (host, erp) =>
    html`Det sletter, hvad der er gemt her om dig som bruger hos ${host}, og afbryder forbindelsen til din postkasse,
    hvis den er forbundet. Det kan ikke fortrydes, men du kan forbinde den igen. Indtil da kan ${erp} ikke sende som
    dig.`,
  goesTerm: 'Slettes',
  goes: 'Forbindelsen med dens navne, tidspunkter, tokens og nøgle, og listen over mails sendt som dig.',
  staysTerm: 'Bliver en tid',
  staysMessages: (days) =>
    `I op til ${days} dage: hvornår, af hvilket program og med hvilken reference hver mail blev sendt, til hvor mange modtagere og med hvilket resultat, under din brugers id. Ellers ville en mail, som et program gentager, blive sendt to gange, og programmet kunne ikke vise, hvad det har sendt.`,
  staysGeneration: (days) =>
    `I ${days} dage: hvor mange gange du har forbundet en postkasse, under samme id. Ellers kunne en kopi af den gamle forbindelse lægges tilbage.`,
  staysTests: 'I højst en time: tidspunkterne for dine testmails, så der ikke bliver for mange.',
  staysLog: (host) => html`I loggen: din brugers id, uden navn og adresse, så længe ${host} gemmer sin log.`,
  untouchedTerm: 'Ikke ændret',
  untouched: 'Postkassen og hver mail i Sendt post.',
  button: 'Slet nu',
  busy: 'Sletter …',

  doneTitle: 'Det, der var gemt om dig, er slettet',
  done: (time) =>
    html`Slettet den ${time}. Denne side er din kvittering: Udskriv eller gem den nu, hvis du får brug for den.`,
  loadable: (minutes) => `Den kan indlæses igen i ${minutes} minutter, kun i denne browser.`,
  deletedTerm: 'Slettet',
  nothing: 'Der var intet tilbage at slette.',
  former: 'Det, der var gemt om en tidligere kontos forbindelse.',
  deleted: {
    connection: () => 'Forbindelsen med dens tokens og nøgle, hvis du ikke havde afbrudt den før',
    names: (count) => `Navne, som programmer fandt dig under: ${count}`,
    message_index: (count) => `Poster på listen over mails sendt som dig: ${count}`,
  },
  remaining: {
    messages: (date) =>
      html`Indtil ${date}: hvornår, af hvilket program og med hvilken reference hver mail blev sendt, til hvor mange
      modtagere og med hvilket resultat, så ingen sendes to gange`,
    generation: (date) =>
      html`Indtil ${date}: hvor mange gange du havde forbundet en postkasse, så en kopi af den gamle forbindelse ikke
      kan lægges tilbage`,
    test_times: (date) => html`Indtil ${date}: tidspunkterne for dine seneste testmails, så der ikke bliver for mange`,
    message_index: (date) => html`Indtil ${date}: resten af listen over mails, som var for lang til ét trin`,
  },
  connectAgain: (link) => html`Du kan når som helst ${link('forbinde en postkasse')} igen.`,
};
