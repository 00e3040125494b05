/**
 * Packages that Azure's SDKs load at every start and call almost never, each as a file of its own that is loaded at the first call.
 *
 * Whoever imports such a package gets, in its place, functions of the same names that load it. A function that is not listed is not there,
 * so the list has to be all that the SDKs call; a test reads their code.
 */
import type { Plugin } from 'esbuild';

interface PackageApart {
  file: string;
  /** All that is called of it. */
  functions: readonly string[];
  /** They are called on what the package exports as its default. */
  isDefault?: true;
}

export const packagesApartByName: Readonly<Record<string, PackageApart>> = {
  // The table client reads and writes XML only for the settings of an account.
  '@azure/core-xml': { file: 'core-xml.cjs', functions: ['parseXML', 'stringifyXML'] },
  // MSAL signs with it where the credential of the app registration is a certificate.
  jsonwebtoken: { file: 'jsonwebtoken.cjs', functions: ['sign'], isDefault: true },
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
  const { file, functions, isDefault } = packagesApartByName[name] ?? { file: '', functions: [] };
  const write = (one: string) => `(...given) => require('./${file}').${one}(...given)`;
  return isDefault
    ? `export default { ${functions.map((one) => `${one}: ${write(one)}`).join(', ')} };`
    : functions.map((one) => `export const ${one} = ${write(one)};`).join('\n');
}
