/**
 * Reads which roles the template assigns to the identity of the app: their names and ids, as modules/role-assignments.bicep has them.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', 'modules', 'role-assignments.bicep');

export interface Role {
  name: string;
  id: string;
}

/** Names in words: `storageBlobDataOwner` is Storage Blob Data Owner. */
export async function readRoleIds(): Promise<Role[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^ {2}(\w+): role\('([0-9a-f-]{36})'\)/gm)].map(([, name = '', id = '']) => ({
    name: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/^./, (first) => first.toUpperCase()),
    id,
  }));
}
