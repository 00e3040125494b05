/**
 * The app under measurement: local stack and Functions host on free ports, people connected, and sends as the ERP makes them.
 *
 * Emulators and load share this process; the host is a process of its own, so its CPU time is the app's alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startHostProcess, type HostProcess } from '../host/host-process.ts';
import { connect, createHttpBrowser } from '../browser/http-browser.ts';
import { startStack, type Stack } from '../stack.ts';
import { post, type Answer } from './post.ts';

export interface Sender {
  objectId: string;
  userPrincipalName: string;
  address: string;
}

export interface BenchApp {
  stack: Stack;
  host: HostProcess;
  /** Of the people who connected. */
  senders: Sender[];
  /** Another host with the same settings, of another build where one is given; whoever starts it closes it. */
  startInstance(otherFolder?: string): Promise<HostProcess>;
  send(body: object, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface BenchAppOptions {
  mailboxes: number;
  appFolder: string;
  /** What people are asked for, and give; default: to send. */
  mailPermission?: 'Mail.ReadWrite';
  /** More environment of the host process. */
  environment?: Record<string, string>;
}

const CONNECTING_MAX = 8;

/** Builds nothing: `appFolder` holds a built app. */
export async function startBenchApp(options: BenchAppOptions): Promise<BenchApp> {
  const { mailboxes, appFolder, mailPermission, environment } = options;
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-bench-'));
  const host = await findFreePort();
  const free = { entra: 0, graph: 0, keyVault: 0, identity: 0, table: 0, queue: 0, blob: 0 };
  const asked = mailPermission && { mailPermission };
  const stack = await startStack({ ports: { host, ...free }, extraGuests: mailboxes, folder, ...asked });
  if (mailPermission) grantConsent(stack, mailPermission);
  const settings = {
    ...stack.environment,
    // The pace of a mailbox is a limit of Exchange, not of the app.
    MESSAGES_PER_MINUTE: '10000',
    // Nothing but what is measured is counted; a measurement runs the timers, or lets the queue be read, by itself.
    'AzureWebJobs.deliver.Disabled': 'true',
    'AzureWebJobs.refresh.Disabled': 'true',
    'AzureWebJobs.sweep.Disabled': 'true',
    'AzureWebJobs.callbacks.Disabled': 'true',
    ...environment,
  };
  const process = await startHostProcess(settings, undefined, appFolder);
  const senders = await connectPeople(stack, mailboxes);
  const agent = new Agent({ keepAlive: true });
  const token = await stack.callerToken();
  return {
    stack,
    host: process,
    senders,
    startInstance: (otherFolder = appFolder) => startHostProcess({ ...settings, PORT: '0' }, undefined, otherFolder),
    send: (body, headers) =>
      post(`${stack.publicUrl}/send`, {
        agent,
        token,
        body: JSON.stringify(body),
        // What is counted is sending, never keeping for later.
        headers: { Prefer: 'handling=strict', ...headers },
      }),
    async close() {
      agent.destroy();
      await process.close();
      await stack.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Nobody consents to it alone. */
function grantConsent({ entra, directory, registrations: { connector } }: Stack, mailPermission: string): void {
  const scopes = ['User.Read', 'Mail.Send', mailPermission];
  for (const { id } of directory.tenants) entra.grantConsent({ tenantId: id, clientId: connector.clientId, scopes });
}

async function connectPeople({ directory, publicUrl }: Stack, count: number): Promise<Sender[]> {
  const people = directory.people.filter(({ key }) => key.startsWith('guest')).slice(0, count);
  const waiting = [...people];
  const connectNext = async (): Promise<void> => {
    for (let person = waiting.shift(); person; person = waiting.shift()) {
      const page = await connect(createHttpBrowser(), publicUrl, person.mail);
      if (page.status !== 200) throw new Error(`${person.key} did not connect: ${page.status}.`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTING_MAX }, connectNext));
  return people.map(({ host, mail }) => ({
    objectId: host?.objectId ?? '',
    userPrincipalName: host?.userPrincipalName ?? '',
    address: mail,
  }));
}
