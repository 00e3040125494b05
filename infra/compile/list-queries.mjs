/**
 * Lists every query of the log that the project has: in the expanded deployments (alert rules, and whatever else has a property
 * `query`, a workbook's text included) and in the pages, where a block marked `kusto` is one.
 *
 * What only Azure knows, as the id of an identity, becomes a fixed GUID. It runs nothing.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logTables } from './log-tables.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'infra/snapshots');
const pages = ['README.md', 'infra/README.md', 'infra/local/README.md', 'shared/README.md'];
/** Stands for every value that only Azure knows. */
export const KNOWN_TO_AZURE = '0a0a0a0a-0000-4000-8000-000000000001';

/** `{ where, query, isRule }` each; `where` is the installation and the resource, or the page; a rule raises an alert. */
export function listQueries() {
  const snapshots = readdirSync(folder).filter((file) => file.endsWith('.snapshot.json'));
  const deployed = snapshots.flatMap((file) => {
    const { predictedResources } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const installation = file.replace('.snapshot.json', '');
    return predictedResources.flatMap(({ type, name, properties }) => {
      const isRule = type === 'Microsoft.Insights/scheduledQueryRules';
      return findQueries(properties).map((query) => ({
        where: `${installation}: ${name}`,
        query: fillIn(query),
        isRule,
      }));
    });
  });
  return [...deployed, ...pages.flatMap((page) => listOfPage(page, readFileSync(join(root, page), 'utf8')))];
}

/** The queries of a page. Throws when a block that is not marked begins with a table of the log. */
export function listOfPage(where, text) {
  const blocks = [...text.matchAll(/^ *```(\S*)\n([^]*?)^ *```/gm)].map(([, mark, body = '']) => [mark, body.trim()]);
  const isQuery = (body) => Object.hasOwn(logTables, /^\w*/.exec(body)?.[0] ?? '');
  const unmarked = blocks.find(([mark, body]) => mark !== 'kusto' && isQuery(body));
  if (unmarked) throw new Error(`${where}: a query in a block that is not marked "kusto": ${unmarked[1]}`);
  return blocks.filter(([mark]) => mark === 'kusto').map(([, query]) => ({ where, query, isRule: false }));
}

function findQueries(value, name = '') {
  if (typeof value === 'string') {
    if (name === 'query') return [value];
    return name === 'serializedData' ? findQueries(JSON.parse(value)) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => findQueries(inner, key));
}

/** A text, or Azure's `[format('... {0}', 'a', reference(...).b)]`. */
function fillIn(text) {
  if (!text.startsWith('[')) return text;
  const [, template, rest] = /^\[format\('((?:[^']|'')*)'(.*)\)\]$/.exec(text) ?? [];
  if (template === undefined) throw new Error(`Not an expression that can be filled in: ${text}`);
  const values = splitArguments(rest).map((value) => /^'((?:[^']|'')*)'$/.exec(value)?.[1] ?? KNOWN_TO_AZURE);
  const filled = template.replace(/\{(\d+)\}/g, (place, index) => values[index] ?? place);
  return filled.replaceAll("''", "'");
}

/** `, 'a', f(b, c)` at its outer commas. */
function splitArguments(text) {
  const parts = [];
  let depth = 0;
  let isQuoted = false;
  for (const character of text) {
    if (character === "'") isQuoted = !isQuoted;
    if (!isQuoted && character === '(') depth += 1;
    if (!isQuoted && character === ')') depth -= 1;
    if (!isQuoted && depth === 0 && character === ',') parts.push('');
    else if (parts.length > 0) parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}
