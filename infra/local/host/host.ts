/**
 * A local Azure Functions host: loads an app as Core Tools does, unchanged, and runs its triggers.
 *
 * HTTP, timer and queue triggers, HTTP and queue outputs, app and invocation hooks, streaming, `/admin/functions`. It
 * refuses to start with another kind of binding, and with one of an extension where host.json names no bundle. It has no keys,
 * no scaling, no run history and no `functionTimeout`. One app in a process at a time.
 */
import type { TokenCredential } from '@azure/identity';
import { inspect } from 'node:util';
import { createAdmin, type RunNow } from './admin.ts';
import { createCoreApi, type CoreApi } from './core-api.ts';
import { createHomePage } from './home-page.ts';
import { createHttpTrigger } from './http-trigger.ts';
import { createInvoke } from './invoke.ts';
import { loadApp } from './load-app.ts';
import { createDeliverOutputs } from './queue-output.ts';
import { createOpenQueue } from './queue-service.ts';
import { createQueueTrigger } from './queue-trigger.ts';
import { createRequestQueue } from './request-queue.ts';
import { createRouter } from './router.ts';
import type { Log, RegisteredFunction } from './rpc.ts';
import { startServer } from './server.ts';
import { readHostOptions, type Environment, type HostOptions } from './settings.ts';
import { openStreaming } from './streaming.ts';
import { createTimerTrigger } from './timer-trigger.ts';

export interface HostStart {
  /** Holds host.json and package.json. */
  appDirectory: string;
  /** App settings; the app itself reads process.env. */
  environment: Environment;
  /** On 127.0.0.1; 0 takes a free one. */
  port: number;
  log: Log;
  now: () => Date;
  /** Replaces the managed identity of queue connections. */
  credential?: TokenCredential;
}

export interface Host {
  /** Address with the route prefix, without a trailing slash. */
  url: string;
  /**
   * Stops taking work, lets requests, timer runs and messages in progress end for at most `graceMilliseconds`, and runs the
   * `appTerminate` hooks.
   */
  close(graceMilliseconds: number): Promise<void>;
}

interface Trigger {
  start(): void;
  stop(): Promise<void> | void;
}

const BODY_DEFAULT_MAX_BYTES = 104_857_600;
const BUILT_IN_BINDINGS = ['httptrigger', 'timertrigger', 'http'];
/** Bindings of an extension; a host in Azure has them only when host.json names a bundle. */
const BUNDLED_BINDINGS = ['queuetrigger', 'queue'];

/** Rejects with what the app threw at its start, or with an Error of one sentence. */
export async function startHost(start: HostStart): Promise<Host> {
  const options = readHostOptions(start.appDirectory, start.environment);
  const core = createCoreApi({ log: start.log, logLevel: options.logLevel });
  const app = await loadApp(start.appDirectory, core);
  try {
    const { listener, triggers, background } = await prepare(start, options, core);
    const server = await startServer({ port: start.port, listener });
    for (const trigger of triggers) trigger.start();
    return {
      url: [`http://127.0.0.1:${server.port}`, options.routePrefix].filter((part) => part !== '').join('/'),
      async close(graceMilliseconds) {
        const stopped = [server.stop(), ...triggers.map((trigger) => trigger.stop())];
        await within(graceMilliseconds, Promise.all([...stopped, settled(background)]));
        await within(graceMilliseconds, runTerminateHooks(core, start.log));
        server.destroy();
        app.unload();
      },
    };
  } catch (error) {
    app.unload();
    throw error;
  }
}

async function prepare(start: HostStart, options: HostOptions, core: CoreApi) {
  const { environment, log, now } = start;
  const functions = core.functions();
  checkBindings(functions, options);
  const enabled = functions.filter((registered) => !isDisabled(registered, environment));
  const router = createRouter(enabled, options.routePrefix);
  for (const sentence of router.hidden) log('warning', sentence);

  const invoke = createInvoke(core);
  const openQueue = createOpenQueue({ environment, credential: start.credential });
  const deliverOutputs = createDeliverOutputs({ environment, encoding: options.queues.messageEncoding, openQueue });
  const reportFailure = (name: string, error: unknown) => log('error', `Function ${name} failed: ${inspect(error)}`);
  const background = new Set<Promise<void>>();
  const started = (run: Promise<void>) => {
    background.add(run);
    void run.finally(() => background.delete(run));
  };

  const triggers: Trigger[] = [];
  const runners = new Map<string, RunNow>();
  for (const registered of functions) {
    const common = { function: registered, environment, invoke, reportFailure };
    const type = registered.trigger.type.toLowerCase();
    if (type === 'httptrigger') continue;
    const trigger =
      type === 'timertrigger'
        ? createTimerTrigger({ ...common, now, started })
        : createQueueTrigger({ ...common, queues: options.queues, openQueue, deliverOutputs, log });
    if (enabled.includes(registered)) triggers.push(trigger);
    runners.set(registered.name.toLowerCase(), trigger.runNow);
  }

  const handOver = await openStreaming(core.model());
  const bodyMaxBytes = Number(environment['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT']) || BODY_DEFAULT_MAX_BYTES;
  const admin = createAdmin(runners, started);
  const showHomePage = createHomePage(environment);
  const queue = createRequestQueue(options.requests);
  const http = { router, queue, invoke, handOver, bodyMaxBytes, deliverOutputs, admin, showHomePage, reportFailure };
  return { listener: createHttpTrigger(http), triggers, background };
}

function checkBindings(functions: RegisteredFunction[], { hasExtensionBundle }: HostOptions): void {
  const others = (known: string[]) =>
    functions.flatMap(({ name, metadata }) =>
      Object.values(metadata.bindings)
        .filter(({ type }) => !known.includes(type.toLowerCase()))
        .map(({ type }) => `${name}: ${type}`),
    );
  const unknown = others([...BUILT_IN_BINDINGS, ...BUNDLED_BINDINGS]);
  if (unknown.length > 0) throw new Error(`This host does not know these bindings: ${unknown.join(', ')}.`);
  const bundled = others(BUILT_IN_BINDINGS);
  if (bundled.length > 0 && !hasExtensionBundle)
    throw new Error(`host.json has no extensionBundle, without which no host in Azure knows: ${bundled.join(', ')}.`);
}

function isDisabled(registered: RegisteredFunction, environment: Environment): boolean {
  return /^(true|1)$/i.test(environment[`AzureWebJobs.${registered.name}.Disabled`] ?? '');
}

async function runTerminateHooks(core: CoreApi, log: Log): Promise<void> {
  for (const hook of core.hooks.appTerminate) {
    try {
      await hook({ ...core.appScope });
    } catch (error) {
      log('error', `An appTerminate hook failed: ${inspect(error)}`);
    }
  }
}

/** Waits for runs in progress, and for those that they start. */
async function settled(runs: Set<Promise<void>>): Promise<void> {
  while (runs.size > 0) await Promise.allSettled(runs);
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
