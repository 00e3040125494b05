/**
 * Loads the drafts when the first large message needs them, and hands them what the start has loaded already.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest } from '../http/http-request.ts';
import { createCallGraph, type CallGraphDependencies } from './call-graph.ts';
import { catchFault } from './catch-fault.ts';
import type { GraphDrafts } from './graph-drafts.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { judgeSend } from './judge-send.ts';

export type LoadGraphDrafts = () => Promise<GraphDrafts>;

export interface LoadGraphDraftsDependencies extends CallGraphDependencies {
  /** For the addresses of upload sessions. */
  upload: HttpRequest;
  now: () => Date;
}

export function createLoadGraphDrafts({ upload, now, ...dependencies }: LoadGraphDraftsDependencies): LoadGraphDrafts {
  const callGraph = createCallGraph(dependencies);
  const parts = {
    graphUrl: dependencies.graphUrl,
    callGraph: (...call: Parameters<typeof callGraph>) => catchFault(callGraph(...call)),
    upload: (options: Parameters<HttpRequest>[0]) => catchFault(upload(options)),
    judgeRefusal,
    judgeSend,
    now,
    sleep: (milliseconds: number) => sleep(milliseconds),
  };
  return async () => {
    const { createGraphDrafts } = await import('./graph-drafts.ts');
    return createGraphDrafts(parts);
  };
}
