/**
 * Loads an app the way the Functions worker does: its entry points are required, and `@azure/functions-core` is ours.
 *
 * One app at a time in a process, since the library keeps the first core module it gets. Unloading takes the app's
 * modules out of the cache again. An app that throws while loading is the caller's to report.
 */
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import type { CoreApi } from './core-api.ts';
import { findEntryPoints } from './settings.ts';

const CORE_MODULE = '@azure/functions-core';

export interface LoadedApp {
  unload(): void;
}

/** Requires every entry point, runs the `appStart` hooks and locks registration; rejects with what the app threw. */
export async function loadApp(appDirectory: string, core: CoreApi): Promise<LoadedApp> {
  const restoreRequire = answerCoreModule(core.module);
  const require = createRequire(join(appDirectory, 'package.json'));
  const before = new Set(Object.keys(require.cache));
  const unload = () => {
    restoreRequire();
    for (const path of Object.keys(require.cache)) if (!before.has(path)) delete require.cache[path];
  };
  try {
    for (const file of findEntryPoints(appDirectory)) require(file);
    const context = { ...core.appScope, functionAppDirectory: appDirectory };
    for (const hook of core.hooks.appStart) await hook(context);
    core.lock();
    core.model();
  } catch (error) {
    unload();
    throw error;
  }
  return { unload };
}

function answerCoreModule(core: object): () => void {
  const original = Module.prototype.require;
  Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
    return id === CORE_MODULE ? core : original.call(this, id);
  }, original);
  return () => {
    Module.prototype.require = original;
  };
}
