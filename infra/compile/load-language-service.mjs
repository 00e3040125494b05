/**
 * Microsoft's language service for KQL over the tables of the log.
 *
 * Loading it takes seconds and 170 MB and sets globals (`Bridge`, `System`, `Kusto`), so only programs of their own load it. Throws
 * an error with the code MODULE_NOT_FOUND when the package is not installed.
 */
import { createRequire } from 'node:module';
import { logTables } from './log-tables.mjs';

const require = createRequire(import.meta.url);
const files = ['bridge.min.js', 'Kusto.Language.Bridge.min.js'];

/** Returns `{ analyse }`. */
export async function loadLanguageService() {
  // The second file expects the globals of the first.
  for (const file of files) require(`@kusto/language-service-next/${file}`);
  const { KustoCode, GlobalState, Symbols } = globalThis.Kusto.Language;
  const tables = Object.entries(logTables).map(([name, columns]) => {
    const schema = columns.replaceAll(/(\w+) (\w+)/g, '$1: $2');
    return Symbols.TableSymbol.From(`(${schema})`).WithName(name);
  });
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('workspace', tables));

  /** What is wrong with a query, the columns of its answer as `[name, type]`, and its syntax tree with types. */
  function analyse(query) {
    const code = KustoCode.ParseAndAnalyze(query, globals);
    const diagnostics = toArray(code.GetDiagnostics()).map(
      ({ Code, Message, Start }) => `${Code} at ${Start}: ${Message}`,
    );
    const columns = toArray(code.ResultType?.Columns).map(({ Name, Type }) => [Name, Type.Name]);
    return { diagnostics, columns, tree: code.Syntax };
  }
  return { analyse };
}

const kinds = new Map();

/** The kind of a node of the tree by its name, such as `FilterOperator`. */
export function kindOf({ Kind }) {
  const { System, Kusto } = globalThis;
  if (!kinds.has(Kind)) kinds.set(Kind, System.Enum.toString(Kusto.Language.Syntax.SyntaxKind, Kind));
  return kinds.get(Kind);
}

/** The items of one of its lists. */
export function toArray(list) {
  return Array.from({ length: list?.Count ?? 0 }, (_, index) => list.getItem(index));
}
