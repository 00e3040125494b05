/**
 * The façade of the callbacks: a run over all of them, and forgetting one that is deleted.
 *
 * What runs them is loaded when there is one to run. Without any, a run costs what listing them costs.
 */
import { CALLBACK_FORGETTINGS_MAX, CALLBACK_FORGOTTEN_AT_ONCE_MAX } from '../webhook-limits.ts';
import type { ListCallbacks } from './callback.ts';
import type { CallbackKey } from './callback-rows.ts';
import type { OpenCallbacksDependencies } from './open-callbacks.ts';
import type { CallbacksReport, RunCallbacks } from './run-callbacks.ts';

export interface Callbacks {
  /** @throws what listing them throws */
  run(): Promise<CallbacksReport>;
  /** Deletes what is kept of a callback whose document is gone: one that is written later begins anew. */
  forget(key: CallbackKey): Promise<void>;
}

export interface CallbacksFacadeDependencies extends OpenCallbacksDependencies {
  listCallbacks: ListCallbacks;
}

const idle: CallbacksReport = { callbacks: 0, delivered: 0, failed: 0, givenUp: 0, paused: 0, failing: [], alarms: [] };

export function createCallbacks({ listCallbacks, ...dependencies }: CallbacksFacadeDependencies): Callbacks {
  const { rows } = dependencies;
  let opened: RunCallbacks | undefined;

  return {
    async run() {
      const callbacks = await listCallbacks();
      if (callbacks.length === 0) return idle;
      if (!opened) {
        const { openCallbacks } = await import('./open-callbacks.ts');
        opened = openCallbacks(dependencies);
      }
      return opened(callbacks);
    },
    async forget(key) {
      for (let count = 0; count < CALLBACK_FORGETTINGS_MAX; count++)
        if (await rows.forget(key, CALLBACK_FORGOTTEN_AT_ONCE_MAX)) return;
    },
  };
}
