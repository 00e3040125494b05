/**
 * `npm start`: starts the local stack and the Functions host, and prints what a newcomer needs to try them.
 *
 * Prints a line per step, then where to begin, what the ERP is set up with, and the commands that send. Ctrl-C ends every process.
 * `PORT` moves the host from 7071, and everything else with it; `MAIL_PERMISSION` is the setting of the app. Two stacks with different ports share only the certificate
 * authority: each builds its own app and has its own files in `.local/<port>/`.
 */
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildApp } from '../../build/build-app.ts';
import { startGuide } from '../guide/start-guide.ts';
import { GRAPH_RESOURCE_ID } from '../emulators/entra/scope.ts';
import { startHostProcess } from '../host/host-process.ts';
import { keepCertificateAuthority } from '../keep-certificate-authority.ts';
import { DEFAULT_PORT, localFolder, sharedFolder, writeOperatorAccess } from '../operator-access.ts';
import { mailPermissions, portsAbove, startStack, type MailPermission, type Stack } from '../stack.ts';
import { checkPorts } from './check-ports.ts';
import { welcome } from './welcome.ts';

const PORT_MAX = 32_000;

const print = (line: string) => process.stdout.write(`${line}\n`);
const closing: (() => Promise<void>)[] = [];

async function stop(exitCode: number): Promise<never> {
  for (const close of closing.splice(0).toReversed()) await close().catch(() => undefined);
  process.exit(exitCode);
}

let isStopping = false;

function sayGoodBye(): void {
  // Ctrl-C reaches this process from the terminal and again from npm: one of them counts.
  if (isStopping) return;
  isStopping = true;
  process.once('exit', () => print('Good-bye: every process has ended, and with them all mailboxes and connections.'));
  void stop(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, sayGoodBye);

try {
  const port = readPort(process.env['PORT'] || String(DEFAULT_PORT));
  const mailPermission = readMailPermission(process.env['MAIL_PERMISSION'] || 'Mail.Send');
  await checkPorts(port);
  print('Building the app ...');
  const [folder, ports] = [localFolder(port), portsAbove(port)];
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const building = buildApp(join(folder, 'app'));
  // It is awaited later: until then its failure must not end the process without a word.
  building.catch(() => undefined);
  print('Starting Entra, Graph, Key Vault, the managed identity and storage (Azurite) ...');
  const authority = await keepCertificateAuthority(sharedFolder, new Date(), print);
  const stack = await startStack({ ports, folder, authority, mailPermission });
  allowDirectory(stack);
  closing.push(stack.close, await writeOperatorAccess(stack.operatorAccess, folder));
  const guide = await startGuide({ stack, authority, port: ports.guide });
  closing.push(guide.close);
  await building;
  print('Starting the Functions host ...');
  const host = await startHostProcess(stack.environment, print, join(folder, 'app'));
  closing.push(host.close);
  host.child.once('exit', (code) => closing.length > 0 && void stop(code ?? 1));
  const path = relative(process.cwd(), authority.path);
  print(welcome({ stack, guideUrl: guide.url, authorityPath: path, port }));
} catch (error) {
  // What Ctrl-C interrupts fails for no other reason.
  if (!isStopping) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}

/** What an administrator does with allow-directory.sh. */
function allowDirectory({ directory, registrations }: Stack): void {
  const given = { resourceId: GRAPH_RESOURCE_ID, tenantId: directory.hostTenant.id };
  const permissions = ['User.Read.All', 'User.Invite.All'];
  registrations.connector.roleAssignments.push(...permissions.map((role) => ({ ...given, role })));
}

function readMailPermission(text: string): MailPermission {
  const known = mailPermissions.find((one) => one === text);
  if (!known) throw new Error(`MAIL_PERMISSION must be ${mailPermissions.join(' or ')}.`);
  return known;
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > PORT_MAX) throw new Error(`PORT must be a whole number from 1 to ${PORT_MAX}.`);
  return port;
}
