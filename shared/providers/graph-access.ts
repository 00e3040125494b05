/**
 * What a provider needs of Graph. It is handed in, because the start of the app has loaded it already. Types only.
 */
import type { GraphCall } from '../graph/call-graph.ts';
import type { JudgeSend } from '../graph/judge-send.ts';
import type { readGraphError } from '../graph/read-graph-error.ts';
import type { Reply } from '../graph/reply.ts';

export interface GraphAccess {
  /** Throws no fault of the network. */
  callGraph(accessToken: string, call: GraphCall): Promise<Reply>;
  judgeSend: JudgeSend;
  readGraphError: typeof readGraphError;
  now: () => Date;
}
