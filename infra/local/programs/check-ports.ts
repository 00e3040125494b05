/**
 * Finds out before anything is started or written whether the ports of a stack are free, and says what to do when they are not.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { DEFAULT_PORT, localFolder, readOperatorAccess } from '../operator-access.ts';
import { portsAbove } from '../stack.ts';

const STEP = 100;
const ATTEMPTS_MAX = 20;

/** Rejects with one line that names the first port that is taken, the likely cause and the way out. */
export async function checkPorts(host: number): Promise<void> {
  const taken = await findTaken(host);
  if (!taken) return;
  const [name, port] = taken;
  const isOurs = name === 'host' && (await readOperatorAccess(localFolder(host))) !== undefined;
  // A stack that was killed leaves its file behind, so the file proves nothing.
  const cause = isOurs ? ', most likely by the local stack that was started here before' : ' by another program';
  const other = await findFreeHost(host);
  throw new Error(
    `Port ${port} (${name}) is taken${cause}: end it, or start on other ports: ` +
      `PORT=${other} npm start (PowerShell: $env:PORT=${other}; npm.cmd start).`,
  );
}

async function findTaken(host: number): Promise<[string, number] | undefined> {
  const ports = Object.entries(portsAbove(host));
  const areFree = await Promise.all(ports.map(([, port]) => isFree(port)));
  return ports.find((_, index) => !areFree[index]);
}

async function findFreeHost(host: number): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const other = DEFAULT_PORT + ((host - DEFAULT_PORT + attempt * STEP) % (ATTEMPTS_MAX * STEP));
    if (!(await findTaken(other))) return other;
  }
  return DEFAULT_PORT + ATTEMPTS_MAX * STEP;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}
