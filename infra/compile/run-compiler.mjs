/**
 * Runs the Bicep compiler so that its output depends only on the files: without the user's settings, with paths relative to the
 * folder, without colours, and each line once (every file that uses a faulty module repeats its faults).
 */
import { spawnSync } from 'node:child_process';
import { sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Creates a function `(folder, ...arguments)` that returns `{ status, output }`. */
export function createCompiler(path) {
  return (cwd, ...parts) => {
    const run = spawnSync(path, parts, { cwd, encoding: 'utf8', timeout: 300_000, env: bareEnvironment() });
    const output = stripVTControlCharacters(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}`).trim();
    const lines = new Set(output.replaceAll(`${cwd}${sep}`, '').split('\n'));
    return { status: run.status, output: [...lines].join('\n') };
  };
}

/** Without the user's variables, because the parameter file reads them. */
export function bareEnvironment() {
  const kept = /^(PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|SystemRoot|DOTNET_.*|HTTPS?_PROXY|NO_PROXY|LANG)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
}
