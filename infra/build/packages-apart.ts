/**
 * Packages that Azure's SDKs load whenever they are loaded, and call almost never, each as a file of its own that is loaded at the first call.
 *
 * Whoever imports such a package gets, in its place, functions of the same names that load it. A function that is not listed is not there,
 * so the list has to be all that the SDKs call; a test reads their code.
 */
import type { Plugin } from 'esbuild';

interface PackageApart {
  file: string;
  /** All that is called of it; of a package that is a function itself, `default`. */
  functions: readonly string[];
  /** They are called on what the package exports as its default, or are made with `new`. */
  are?: 'methods' | 'classes';
}

export const packagesApartByName: Readonly<Record<string, PackageApart>> = {
  // The table client reads and writes XML only for the settings of an account.
  '@azure/core-xml': { file: 'core-xml.cjs', functions: ['parseXML', 'stringifyXML'] },
  // MSAL signs with it where the credential of the app registration is a certificate.
  jsonwebtoken: { file: 'jsonwebtoken.cjs', functions: ['sign'], are: 'methods' },
  // The credential that opens a browser, which no server has.
  open: { file: 'open.cjs', functions: ['default'] },
  // Where the environment names a proxy.
  'http-proxy-agent': { file: 'http-proxy-agent.cjs', functions: ['HttpProxyAgent'], are: 'classes' },
  'https-proxy-agent': { file: 'https-proxy-agent.cjs', functions: ['HttpsProxyAgent'], are: 'classes' },
};

/** Entry points, by the name of the file. */
export const packageFiles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(packagesApartByName).map(([name, { file }]) => [file, name]),
);

const NAMESPACE = 'package-apart';

export const packagesApart: Plugin = {
  name: 'packages-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind !== 'entry-point' && Object.hasOwn(packagesApartByName, path) ? { path, namespace: NAMESPACE } : undefined,
    );
    onResolve({ filter: /^[.]/, namespace: NAMESPACE }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({ contents: writeStandIn(path) }));
  },
};

function writeStandIn(name: string): string {
  const { file, functions, are } = packagesApartByName[name] ?? { file: '', functions: [] };
  // What `new` is said to gives back the one it has made.
  const make = are === 'classes' ? 'new ' : '';
  const write = (one: string) => `function (...given) { return ${make}(require('./${file}').${one})(...given); }`;
  if (are === 'methods') return `export default { ${functions.map((one) => `${one}: ${write(one)}`).join(', ')} };`;
  return functions
    .map((one) => (one === 'default' ? `export default ${write(one)};` : `export const ${one} = ${write(one)};`))
    .join('\n');
}
