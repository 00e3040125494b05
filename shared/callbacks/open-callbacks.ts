/**
 * The callbacks with a pool of connections of their own: a file apart, because nothing that is sent needs it.
 *
 * It holds no class that others compare.
 */
import { createPublicPool } from '../http/public-pool.ts';
import { CALLBACK_CONNECTIONS_MAX, CALLBACK_RESOLUTIONS_MAX } from '../webhook-limits.ts';
import { createRunCallbacks, type CallbacksDependencies, type RunCallbacks } from './run-callbacks.ts';

export interface OpenCallbacksDependencies extends Omit<CallbacksDependencies, 'request'> {
  isLoopbackAllowed: boolean;
}

export function openCallbacks({ isLoopbackAllowed, ...dependencies }: OpenCallbacksDependencies): RunCallbacks {
  const request = createPublicPool({
    connectionsMax: CALLBACK_CONNECTIONS_MAX,
    resolutionsMax: CALLBACK_RESOLUTIONS_MAX,
    isLoopbackAllowed,
  });
  return createRunCallbacks({ ...dependencies, request });
}
