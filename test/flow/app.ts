/**
 * The running app for a test file: the local stack and the Functions host on free ports, and calls as the ERP makes them.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { findFreePort, startHostProcess, type HostProcess } from '../../infra/local/host/host-process.ts';
import { connect, createHttpBrowser, type HttpBrowser } from '../../infra/local/browser/http-browser.ts';
import { anyPorts, startStack, type Stack, type StackOptions } from '../../infra/local/stack.ts';
import { takeAzurite } from '../take-azurite.ts';

export interface App {
  stack: Stack;
  host: HostProcess;
  publicUrl: string;
  /** Calls the API as the ERP; `body` is sent as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<ApiAnswer>;
  /** Connects a person of the directory over HTTP and returns their browser. */
  connect(key: string): Promise<HttpBrowser>;
  /** Object id of a person in the host tenant. */
  senderOf(key: string): string;
  /** Runs a timer function now and waits until its log line is there. */
  runTimer(name: TimerName): Promise<Record<string, unknown>>;
  /** Puts the host's clock this far forward; it stays there over restarts. Not with an `environment` of the test's own. */
  setClock(aheadSeconds: number): Promise<void>;
  /** Another host with the same settings, on another port: a second instance of the app. */
  startInstance(): Promise<HostProcess>;
  /** Ends the host at once and starts it anew with the same settings and changes. */
  restartHost(changes?: Record<string, string>, signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  close(): Promise<void>;
}

export type TimerName = 'refresh' | 'sweep' | 'callbacks';

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Client id of another application of the local stack. */
  as?: string;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  // Answers are looked into member by member by every test.
  json: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
}

/** Of a submission: nothing is kept for later, so its answer has the code of what stops it. */
export const strict = { Prefer: 'handling=strict' };

/** What the deployment sets; the local stack leaves it out. */
export const deployedLimit = { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(8_256 * 1024) };

export interface AppOptions extends Partial<StackOptions> {
  /** Whether the host reads the queue; default: no, because each look at it is a request. */
  delivers?: boolean;
  /** Changes of the stack's own settings. */
  settings?: Record<string, string>;
  /** A folder that holds the built app; default: the one that all files share. */
  appFolder?: string;
  /** All settings, instead of the stack's own. */
  environment?: (stack: Stack) => Record<string, string>;
}

export async function startApp(options: AppOptions = {}): Promise<App> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  const ports = { ...anyPorts, host: await findFreePort() };
  const { appFolder = inject('appFolder') } = options;
  const stack = await startStack({ ports, folder, sharedAzurite: takeAzurite(), ...options });
  const clockFile = join(folder, 'clock');
  await writeFile(clockFile, '0');
  const environment = options.environment?.(stack) ?? {
    ...stack.environment,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'movable-clock.ts')).href}`,
    CLOCK_FILE: clockFile,
    // Timers run when a test runs them, and not in the middle of one that counts requests.
    'AzureWebJobs.refresh.Disabled': 'true',
    'AzureWebJobs.sweep.Disabled': 'true',
    'AzureWebJobs.callbacks.Disabled': 'true',
    ...(options.delivers
      ? { AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2' }
      : { 'AzureWebJobs.deliver.Disabled': 'true' }),
    ...options.settings,
  };
  const start = (changes = {}) => startHostProcess({ ...environment, ...changes }, undefined, appFolder);
  const state = { host: await start(), instances: [] as HostProcess[] };
  const { publicUrl } = stack;
  const tokens = new Map<string, Promise<string>>();

  async function call(
    method: string,
    path: string,
    { body, headers = {}, as = '' }: CallOptions = {},
  ): Promise<ApiAnswer> {
    const token = tokens.get(as) ?? stack.callerToken(as || undefined);
    tokens.set(as, token);
    const response = await fetch(`${publicUrl}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text.startsWith('{') ? (JSON.parse(text) as ApiAnswer['json']) : {},
    };
  }

  return {
    stack,
    get host() {
      return state.host;
    },
    publicUrl,
    call,
    async connect(key) {
      const browser = createHttpBrowser();
      const page = await connect(browser, publicUrl, stack.directory.person(key).userPrincipalName);
      if (page.status !== 200 || !page.url.startsWith(`${publicUrl}/me?`))
        throw new Error(`${key} did not connect: ${page.status}`);
      return browser;
    },
    senderOf: (key) => stack.directory.person(key).host?.objectId ?? '',
    runTimer: (name) => runTimer(state.host, name),
    async setClock(aheadSeconds) {
      const { lines } = state.host;
      const seen = lines.length;
      if ((await readFile(clockFile, 'utf8')) === String(aheadSeconds)) return;
      await writeFile(clockFile, String(aheadSeconds));
      await until(() => lines.slice(seen).includes(`clock ${aheadSeconds}`));
    },
    async startInstance() {
      const instance = await start({ PORT: '0' });
      state.instances.push(instance);
      return instance;
    },
    async restartHost(changes, signal = 'SIGTERM') {
      if (signal === 'SIGKILL') state.host.child.kill(signal);
      await state.host.close();
      state.host = await start(changes);
    },
    async close() {
      await Promise.all([state.host, ...state.instances].map((host) => host.close()));
      await stack.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a timer function of a host now and waits until its log line is there. */
export async function runTimer(
  { url, lines }: Pick<HostProcess, 'url' | 'lines'>,
  name: TimerName,
): Promise<Record<string, unknown>> {
  const seen = lines.length;
  await fetch(`${new URL(url).origin}/admin/functions/${name}`, {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json' },
  });
  const find = () => lines.slice(seen).find((one) => one.startsWith(`{"function":"${name}"`));
  await until(() => find() !== undefined);
  return JSON.parse(find()?.replace(/( alarm=\w+)+$/, '') ?? '') as Record<string, unknown>;
}

/** Waits, for half a minute at most, until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('What was waited for did not come.');
}

/** A submission as the ERP posts it. */
export function submission(
  sender: string,
  subject: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    sender,
    message: {
      subject,
      body: { contentType: 'Text', content: 'Hello' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
    ...changes,
  };
}
