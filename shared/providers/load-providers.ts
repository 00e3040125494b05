/**
 * Loads the providers when a document first names a mailbox, and hands them what the start has loaded already.
 */
import { createCallGraph, type CallGraphDependencies } from '../graph/call-graph.ts';
import { catchFault } from '../graph/catch-fault.ts';
import { judgeSend } from '../graph/judge-send.ts';
import { readGraphError } from '../graph/read-graph-error.ts';
import type { Providers, ProvidersDependencies } from './providers.ts';

export type LoadProviders = () => Promise<Providers>;

export interface LoadProvidersDependencies extends CallGraphDependencies, Omit<ProvidersDependencies, 'graph'> {}

export function createLoadProviders(dependencies: LoadProvidersDependencies): LoadProviders {
  const callGraph = createCallGraph(dependencies);
  const { now } = dependencies;
  const graph = {
    callGraph: (...call: Parameters<typeof callGraph>) => catchFault(callGraph(...call)),
    judgeSend,
    readGraphError,
    now,
  };
  let loaded: Providers | undefined;
  return async () => {
    const { createProviders } = await import('./providers.ts');
    return (loaded ??= createProviders({ ...dependencies, graph }));
  };
}
