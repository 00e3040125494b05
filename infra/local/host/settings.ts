/**
 * Reads what an app tells its host: `host.json`, the entry points in `package.json`, and app settings.
 *
 * A setting `AzureFunctionsJobHost__extensions__queues__batchSize` overrides that value of `host.json`, as in Azure.
 * Defaults are those of the Azure Functions host in its Development environment. It knows the parts of `host.json`
 * that this host obeys and ignores the others; `functionTimeout` is among the ignored ones.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readHostJson, type HostJson } from './host-json.ts';
import { readJson } from './read-json.ts';
import type { RequestLimits } from './request-queue.ts';
import type { LogLevel } from './rpc.ts';

export type Environment = Record<string, string | undefined>;

export interface QueueOptions {
  batchSize: number;
  newBatchThreshold: number;
  maxDequeueCount: number;
  visibilityTimeoutSeconds: number;
  maxPollingIntervalMilliseconds: number;
  messageEncoding: 'base64' | 'none';
}

export interface HostOptions {
  /** Without slashes at the ends; empty for none. */
  routePrefix: string;
  requests: RequestLimits;
  queues: QueueOptions;
  /** Whether `extensionBundle` names a bundle with the bindings that are not built into a host. */
  hasExtensionBundle: boolean;
  /** Lines of the app below this level are dropped. */
  logLevel: LogLevel;
}

const INT_MAX = 2_147_483_647;
const QUEUE_BATCH_MAX = 32;
const POLLING_INTERVAL_MIN_MILLISECONDS = 100;
// The host polls at least every 2 s in the Development environment and every minute elsewhere.
const POLLING_INTERVAL_DEFAULT = '00:00:02';

/** Reads `host.json` and the app settings that win over it; throws an Error of one sentence for what no host could use. */
export function readHostOptions(appDirectory: string, environment: Environment): HostOptions {
  const file = readHostJson(appDirectory, environment);
  if (file.text('version', '') !== '2.0') throw new Error('host.json: "version" must be "2.0".');
  return {
    routePrefix: file.text('extensions.http.routePrefix', 'api').replace(/^\/+|\/+$/g, ''),
    requests: {
      maxConcurrentRequests: readLimit(file, 'extensions.http.maxConcurrentRequests'),
      maxOutstandingRequests: readLimit(file, 'extensions.http.maxOutstandingRequests'),
    },
    queues: readQueueOptions(file),
    hasExtensionBundle: file.text('extensionBundle.id', '') !== '',
    logLevel: file.text('logging.logLevel.default', 'Information').toLowerCase() as LogLevel,
  };
}

/** Files that `main` of package.json names, a glob or one path; at least one, sorted. */
export function findEntryPoints(appDirectory: string): string[] {
  const main = readJson(join(appDirectory, 'package.json'))['main'];
  if (typeof main !== 'string') throw new Error('package.json: "main" must name the entry point of the app.');
  const files = globSync(main, { cwd: appDirectory }).sort();
  if (files.length === 0) throw new Error(`package.json: no file matches "main" (${main}). Is the app built?`);
  return files.map((file) => join(appDirectory, file));
}

/** Replaces each `%NAME%` by that app setting; throws when one is not set. */
export function resolveSettings(expression: string, environment: Environment): string {
  return expression.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`The app setting ${name} is not set, but "${expression}" needs it.`);
    return value;
  });
}

/** A text option of a trigger or output; `fallback` when it is absent, empty or not a string. */
export function readOption(binding: Record<string, unknown>, name: string, fallback = ''): string {
  const value = binding[name];
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/**
 * .NET's TimeSpan in milliseconds: `[d.]hh:mm[:ss[.fffffff]]`, or whole days. As there, first digits above 23 are days
 * (`24:00:00` is 24 days). `undefined` when the text is not a time span.
 */
export function parseTimeSpanMilliseconds(value: string): number | undefined {
  if (/^\d{1,5}$/.test(value)) return Number(value) * 86_400_000;
  const match = /^(?:(\d{1,5})\.)?(\d{1,5}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(value);
  if (!match) return undefined;
  const [days, first, second, third] = [match[1], match[2], match[3], match[4]].map((part) => Number(part ?? 0));
  const fraction = Number(`0.${match[5] ?? '0'}`) * 1000;
  const inDays = match[1] === undefined && first! > 23;
  const [d, h, m, s] = inDays ? [first!, second!, third!, 0] : [days!, first!, second!, third!];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return (((d * 24 + h) * 60 + m) * 60 + s) * 1000 + fraction;
}

function readQueueOptions(file: HostJson): QueueOptions {
  const at = (name: string) => `extensions.queues.${name}`;
  const integer = (name: string, fallback: number, min: number, max: number) =>
    file.integer(at(name), { fallback, min, max });
  const batchSize = integer('batchSize', 16, 1, QUEUE_BATCH_MAX);
  const encoding = file.text(at('messageEncoding'), 'base64').toLowerCase();
  if (encoding !== 'base64' && encoding !== 'none') {
    throw new Error('host.json: extensions.queues.messageEncoding must be "base64" or "none".');
  }
  return {
    batchSize,
    newBatchThreshold: integer('newBatchThreshold', Math.floor(batchSize / 2), 0, 1_000),
    maxDequeueCount: integer('maxDequeueCount', 5, 1, 1_000_000),
    visibilityTimeoutSeconds: Math.floor(readTimeSpan(file, at('visibilityTimeout'), '00:00:00', 0) / 1000),
    maxPollingIntervalMilliseconds: readTimeSpan(
      file,
      at('maxPollingInterval'),
      POLLING_INTERVAL_DEFAULT,
      POLLING_INTERVAL_MIN_MILLISECONDS,
    ),
    messageEncoding: encoding,
  };
}

/** -1, the default, is no limit. .NET takes no 0. */
function readLimit(file: HostJson, path: string): number {
  const limit = file.integer(path, { fallback: -1, min: -1, max: INT_MAX });
  if (limit === 0) throw new Error(`host.json: ${path} must be -1 (no limit) or at least 1.`);
  return limit === -1 ? Infinity : limit;
}

function readTimeSpan(file: HostJson, path: string, fallback: string, min: number): number {
  const value = parseTimeSpanMilliseconds(file.text(path, fallback));
  if (value === undefined || value < min) throw new Error(`host.json: ${path} must be a time span "hh:mm:ss".`);
  return value;
}
