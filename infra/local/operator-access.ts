/**
 * How another process on this machine may ask the running local stack whether it is ready: a file that `npm start` writes
 * and removes. It holds secrets of the local stack alone, which are new at every start, and is the owner's to read.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from './stack.ts';

/** Where `npm start` keeps what other processes need. */
export const localFolder = join(import.meta.dirname, '..', '..', '.local');

export interface OperatorAccess {
  publicUrl: string;
  /** Where the operator's application gets its token by client credentials. */
  tokenEndpoint: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** PEM of the stack's certificate. */
  certificate: string;
}

const pathIn = (folder: string) => join(folder, 'operator.json');

/** Writes the file; returns the function that removes it. */
export async function writeOperatorAccess(
  { publicUrl, environment, registrations }: Pick<Stack, 'publicUrl' | 'environment' | 'registrations'>,
  folder = localFolder,
): Promise<() => Promise<void>> {
  const { operator, connector } = registrations;
  const access: OperatorAccess = {
    publicUrl,
    tokenEndpoint: `${environment['ENTRA_AUTHORITY']}/${environment['HOST_TENANT_ID']}/oauth2/v2.0/token`,
    clientId: operator.clientId,
    clientSecret: operator.secrets[0]?.value ?? '',
    scope: `${connector.clientId}/.default`,
    certificate: await readFile(environment['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8'),
  };
  const path = pathIn(folder);
  await rm(path, { force: true });
  await writeFile(path, JSON.stringify(access), { mode: 0o600 });
  return () => rm(path, { force: true });
}

/** What a running local stack has left; undefined where none does. */
export async function readOperatorAccess(folder = localFolder): Promise<OperatorAccess | undefined> {
  try {
    return JSON.parse(await readFile(pathIn(folder), 'utf8')) as OperatorAccess;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
