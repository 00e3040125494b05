/**
 * The module that `@azure/functions` asks for as `@azure/functions-core`: registrations, hooks and log lines.
 *
 * No package has that name: in Azure the Node.js worker provides it, here this host does. The object has the
 * members the library calls. It keeps what was registered and runs nothing by itself.
 */
import type {
  FunctionCallback,
  FunctionMetadata,
  Log,
  LogCategory,
  LogLevel,
  ProgrammingModel,
  RegisteredFunction,
} from './rpc.ts';

export type HookName = 'appStart' | 'appTerminate' | 'preInvocation' | 'postInvocation' | 'log';
export type Hook = (context: Record<string, unknown>) => unknown;

export interface CoreApi {
  /** What `require('@azure/functions-core')` returns. */
  module: Record<string, unknown>;
  /** In the order of their names, as the Functions host sorts them; complete once `lock` was called. */
  functions(): RegisteredFunction[];
  /** Throws when the app registered no function. */
  model(): ProgrammingModel;
  hooks: Record<HookName, Hook[]>;
  /** Data that hooks share for the life of the app: between app hooks, and between all hooks. */
  appScope: { hookData: object; appHookData: object };
  /** From then on a registration throws. */
  lock(): void;
  /** One line of the app or the library; `invocationContext` and `hookData` are for the app's log hooks. */
  write(level: LogLevel, category: LogCategory, message: string, invocation?: InvocationScope): void;
}

/** What the log hooks of one invocation see. */
export interface InvocationScope {
  hookData: object;
  invocationContext: unknown;
}

const LEVELS: LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];

/** Lines of the app below `logLevel` are dropped; of the library's own only errors are passed on. */
export function createCoreApi(options: { log: Log; logLevel: LogLevel }): CoreApi {
  const registered = new Map<string, RegisteredFunction>();
  const hooks: CoreApi['hooks'] = { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] };
  const appScope = { hookData: {}, appHookData: {} };
  const lowestLevel = Math.max(0, LEVELS.indexOf(options.logLevel));
  let model: ProgrammingModel | undefined;
  let locked = false;

  const write: CoreApi['write'] = (level, category, message, invocation) => {
    let line = { level, message };
    if (hooks.log.length > 0) {
      const context = { hookData: {}, ...invocation, ...line, category, appHookData: appScope.appHookData };
      line = runLogHooks(hooks.log, context, options.log);
    }
    const lowest = category === 'user' ? lowestLevel : LEVELS.indexOf('error');
    if (LEVELS.indexOf(line.level) >= lowest) options.log(line.level, line.message);
  };

  const module = {
    version: '3.0.0',
    hostVersion: '4.0.0',
    registerFunction(metadata: FunctionMetadata, callback: FunctionCallback) {
      if (locked) throw new Error('A function can only be registered while the app starts.');
      const key = metadata.name.toLowerCase();
      if (registered.has(key)) throw new Error(`A function named ${metadata.name} is already registered.`);
      registered.set(key, toRegisteredFunction(metadata, callback));
      return { dispose: () => void (locked || registered.delete(key)) };
    },
    registerHook(name: string, hook: Hook) {
      const list = Object.hasOwn(hooks, name) ? hooks[name as HookName] : undefined;
      if (!list) throw new RangeError(`Unknown hook "${name}".`);
      list.push(hook);
      return { dispose: () => void (list.includes(hook) && list.splice(list.indexOf(hook), 1)) };
    },
    setProgrammingModel: (value: ProgrammingModel) => void (model = value),
    getProgrammingModel: () => model,
    log: (level: LogLevel, category: LogCategory, message: string) => write(level, category, message),
  };

  return {
    module,
    functions: () => [...registered.values()].sort((a, b) => compare(a.name.toUpperCase(), b.name.toUpperCase())),
    model() {
      if (!model) throw new Error('The app registered no function.');
      return model;
    },
    hooks,
    appScope,
    lock: () => void (locked = true),
    write,
  };
}

function toRegisteredFunction(metadata: FunctionMetadata, callback: FunctionCallback): RegisteredFunction {
  const trigger = Object.entries(metadata.bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (!trigger) throw new Error(`Function ${metadata.name} has no trigger.`);
  return { name: metadata.name, metadata, callback, triggerName: trigger[0], trigger: trigger[1] };
}

function runLogHooks(hooks: Hook[], context: { level: LogLevel; message: string; [name: string]: unknown }, log: Log) {
  const report = (error: unknown) =>
    log('error', `A log hook failed: ${error instanceof Error ? error.stack : String(error)}`);
  for (const hook of hooks) {
    try {
      const pending = hook(context);
      if (pending instanceof Promise) pending.catch(report);
    } catch (error) {
      report(error);
    }
  }
  return { level: context.level, message: context.message };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
