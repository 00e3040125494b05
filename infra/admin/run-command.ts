/**
 * Carries a command of `npm run admin` out, against the routes of a connector.
 *
 * Whatever it writes, it writes over the version that it has read. It knows no terminal: what it says goes through `print`.
 */
import { setTimeout } from 'node:timers/promises';
import { Refusal, type ApiClient } from './api-client.ts';
import { printDiagnosis, type Diagnosis } from './print-diagnosis.ts';
import { invite } from './invite.ts';
import { kinds, type Command, type Kind } from './read-command.ts';

export interface Surroundings {
  api: ApiClient;
  print(line: string): void;
  /** Of a file, or of standard input. Rejects with a plain sentence. */
  readSource(source: string): Promise<string>;
  /** Replaces the file. */
  writeResult(path: string, text: string): Promise<void>;
  /** What the person at the terminal answers; undefined where nobody can. */
  ask(question: string): Promise<string | undefined>;
  /** Between two looks at work that goes on. */
  pauseMilliseconds?: number;
}

/** Looks at work that goes on; the sweep of the app does the rest by itself. */
const LOOKS_MAX = 120;

interface Stored {
  version: number;
  document: Record<string, unknown>;
}

/** Rejects with a Refusal, or an Error with a plain sentence. */
export async function runCommand(command: Command, surroundings: Surroundings): Promise<void> {
  const { api, print } = surroundings;
  const tenant = command.tenant ?? api.tenantId;
  const show = (json: unknown) => print(JSON.stringify(json, undefined, 2));
  switch (command.verb) {
    case 'list':
      return show((await api.call('GET', pathOfList(command.kind, tenant))).json);
    case 'show':
      return show((await api.call('GET', pathOf(command, tenant))).json);
    case 'versions':
      return show((await api.call('GET', `${pathOf(command, tenant)}/versions`)).json);
    case 'preview': {
      const values =
        command.source === undefined ? undefined : parseValues(await surroundings.readSource(command.source));
      const body = JSON.stringify({ language: command.language, values });
      const path = `${pathOf({ kind: 'template', name: command.name }, tenant)}/preview`;
      return show((await api.call('POST', path, { body })).json);
    }
    case 'set': {
      const body = await surroundings.readSource(command.source);
      const path = pathOf(command, tenant);
      const written = command.isForced
        ? await writeOver(api, path, body)
        : await put(api, path, body, (await readStored(api, path))?.version);
      return print(`Version ${written.version} is written.`);
    }
    case 'delete': {
      const path = pathOf(command, tenant);
      const stored = command.isForced ? undefined : await readStored(api, path);
      if (!stored && !command.isForced) throw new Error('There is no such document.');
      await api.call('DELETE', path, { headers: { 'If-Match': stored ? `"${stored.version}"` : '*' } });
      return print('It is deleted.');
    }
    case 'pause':
    case 'resume':
      return pause(command.verb === 'pause', tenant, surroundings);
    case 'diagnose': {
      const { sender, isTested: test } = command;
      const body = JSON.stringify({ sender, test });
      const { json } = await api.call('POST', `tenants/${tenant}/diagnosis`, { body });
      return printDiagnosis(json as Diagnosis, print);
    }
    case 'invite':
      return invite(command, surroundings);
    case 'off-board':
      return offBoard(command, tenant, surroundings);
    case 'audit':
      return show((await api.call('GET', 'audit')).json);
  }
}

async function pause(isPaused: boolean, tenant: string, { api, print }: Surroundings): Promise<void> {
  const path = pathOf({ kind: 'tenant' }, tenant);
  const stored = await readStored(api, path);
  const { version } = await put(api, path, JSON.stringify({ ...stored?.document, isPaused }), stored?.version);
  print(
    isPaused
      ? `Paused with version ${version}: within 30 seconds nothing is sent for ${tenant} any more, and what waits is kept.`
      : `Resumed with version ${version}: what waits for ${tenant} leaves within minutes.`,
  );
}

async function offBoard(
  { homeTenantId, confirm }: { homeTenantId?: string; confirm?: string },
  tenant: string,
  { api, print, ask, pauseMilliseconds = 5_000 }: Surroundings,
): Promise<void> {
  const meant = homeTenantId ?? tenant;
  const question = `Every connection of ${meant} is erased, its keys first, and what waits is cancelled. Type the id to go on: `;
  if ((confirm ?? (await ask(question)))?.trim().toLowerCase() !== meant)
    throw new Error('Nothing was done: the id was not repeated (--confirm).');
  const body = JSON.stringify(homeTenantId === undefined ? { confirm: tenant } : { homeTenantId });
  let erased = 0;
  for (let look = 1; look <= LOOKS_MAX; look++) {
    const { json } = await api.call('POST', `tenants/${tenant}/off-boarding`, { body });
    const report = json as { erased: number; isComplete: boolean };
    erased += report.erased;
    if (report.isComplete)
      return print(`Done: ${erased} connection${erased === 1 ? '' : 's'} erased, and none is left.`);
    print(`${erased} connection${erased === 1 ? '' : 's'} erased; going on.`);
    await setTimeout(pauseMilliseconds);
  }
  print('The app goes on by itself, every five minutes; run this again to see how far it is.');
}

async function readStored(api: ApiClient, path: string): Promise<Stored | undefined> {
  try {
    return (await api.call('GET', path)).json as Stored;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return undefined;
    throw error;
  }
}

async function writeOver(api: ApiClient, path: string, body: string): Promise<Stored> {
  return (await api.call('PUT', path, { body, headers: { 'If-Match': '*' } })).json as Stored;
}

async function put(api: ApiClient, path: string, body: string, over: number | undefined): Promise<Stored> {
  const headers: Record<string, string> = over === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${over}"` };
  return (await api.call('PUT', path, { body, headers })).json as Stored;
}

function parseValues(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('The values are not JSON.');
  }
}

function pathOfList(kind: Kind, tenant: string): string {
  const { plural } = kinds[kind];
  return kind === 'tenant' || kind === 'registration' ? plural : `tenants/${tenant}/${plural}`;
}

function pathOf({ kind, name }: { kind: Kind; name?: string }, tenant: string): string {
  return kind === 'tenant' ? `tenants/${tenant}` : `${pathOfList(kind, tenant)}/${encodeURIComponent(name ?? '')}`;
}
