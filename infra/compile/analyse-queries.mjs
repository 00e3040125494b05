/**
 * A program of its own: reads `[{ query }]` as JSON from standard input and writes the same with `diagnostics` and `columns`
 * as JSON, by Microsoft's language service over the tables of the log. Exits with 3 when the package is not installed.
 */
import { text } from 'node:stream/consumers';
import { loadLanguageService } from './load-language-service.mjs';

const queries = JSON.parse(await text(process.stdin));
const service = await loadLanguageService().catch((error) => {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
});
if (service) {
  const analysed = queries.map((one) => {
    const { diagnostics, columns } = service.analyse(one.query);
    return { ...one, diagnostics, columns };
  });
  process.stdout.write(JSON.stringify(analysed));
} else {
  process.exitCode = 3;
}
