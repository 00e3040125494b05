/**
 * The file by which another process on this machine finds the running local stack and asks it, as its operator, whether it is
 * ready. `npm start` writes and removes it; `npm run preflight` reads it.
 *
 * It holds only secrets of the local stack, which are new at every start, and only its owner can read it. It knows nothing
 * of the stack itself, so a reader loads no emulator.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The host's port of `npm start` unless PORT moves it. */
export const DEFAULT_PORT = 7071;

/** What all local stacks of this folder share: the certificate authority. */
export const sharedFolder = join(import.meta.dirname, '..', '..', '.local');

/** Where the stack whose host has this port keeps what other processes need. */
export function localFolder(port: string | number = DEFAULT_PORT): string {
  return join(sharedFolder, String(port));
}

export interface OperatorAccess {
  publicUrl: string;
  /** Where the operator's application gets its token by client credentials. */
  tokenEndpoint: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** PEM of the authority that signed the stack's certificate. */
  certificate: string;
}

const pathIn = (folder: string) => join(folder, 'operator.json');

/** Writes the file, and its folder where that is missing; returns the function that removes it. */
export async function writeOperatorAccess(access: OperatorAccess, folder: string): Promise<() => Promise<void>> {
  const path = pathIn(folder);
  await mkdir(folder, { recursive: true });
  await rm(path, { force: true });
  await writeFile(path, JSON.stringify(access), { mode: 0o600 });
  return () => rm(path, { force: true });
}

/** What a running local stack wrote; undefined when none is running, and for a file that no stack wrote to its end. */
export async function readOperatorAccess(folder: string): Promise<OperatorAccess | undefined> {
  try {
    return JSON.parse(await readFile(pathIn(folder), 'utf8')) as OperatorAccess;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
