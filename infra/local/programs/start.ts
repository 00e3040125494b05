/**
 * `npm start`: starts the local stack and the Functions host, and prints what a newcomer needs to try them.
 *
 * Prints a line per step, then the addresses and one complete command that sends. Ctrl-C ends every process. `PORT` moves
 * the host from 7071, and everything else with it.
 */
import { buildApp } from '../../build/build-app.ts';
import { startHostProcess } from '../host/host-process.ts';
import { DEFAULT_PORT, localFolder, writeOperatorAccess } from '../operator-access.ts';
import { portsAbove, startStack, type Stack } from '../stack.ts';

const PORT_MAX = 32_000;

const print = (line: string) => process.stdout.write(`${line}\n`);
const closing: (() => Promise<void>)[] = [];

async function stop(exitCode: number): Promise<never> {
  // A second signal finds nothing to close and ends at once.
  for (const close of closing.splice(0).toReversed()) await close().catch(() => undefined);
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

try {
  const port = readPort(process.env['PORT'] || String(DEFAULT_PORT));
  print('Building the app ...');
  const building = buildApp();
  print('Starting Entra, Graph, Key Vault, the managed identity and storage (Azurite) ...');
  const folder = localFolder(port);
  const stack = await startStack({ ports: portsAbove(port), folder });
  closing.push(stack.close, await writeOperatorAccess(stack.operatorAccess, folder));
  await building;
  print('Starting the Functions host ...');
  const host = await startHostProcess(stack.environment, print);
  closing.push(host.close);
  host.child.once('exit', (code) => closing.length > 0 && void stop(code ?? 1));
  print(await welcome(stack, port));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > PORT_MAX) throw new Error(`PORT must be a whole number from 1 to ${PORT_MAX}.`);
  return port;
}

async function welcome({ publicUrl, graph, directory, callerToken }: Stack, port: number): Promise<string> {
  const { host, mail } = directory.person('ann');
  const body = {
    sender: host?.objectId,
    message: {
      subject: 'The first mail',
      body: { contentType: 'Text', content: 'Sent by the ERP, as Ann.' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
  };
  const token = await callerToken();
  const check = port === DEFAULT_PORT ? 'npm run preflight' : `PORT=${port} npm run preflight`;
  return `
Ready.

  1. Connect     ${publicUrl}/authorize
                 Choose ${mail}, a guest of Contoso with a mailbox at Fabrikam, and accept.
  2. Send        the command below, as the ERP
  3. Look        ${graph.url}/mailbox
                 The browser warns about the certificate, which is self-signed.

  API            ${publicUrl}
  Check          ${check}, in another terminal

curl -i ${publicUrl}/send -H "Content-Type: application/json" -H "Authorization: Bearer ${token}" -d '${JSON.stringify(body)}'

Ctrl-C ends everything.`;
}
