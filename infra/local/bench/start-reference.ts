/**
 * Starts the hand-written reference beside the app, with the tokens that the app itself sent to the emulators.
 */
import { Agent } from 'node:http';
import { join } from 'node:path';
import { startServerProcess } from '../host/host-process.ts';
import { post, type Answer } from './post.ts';
import type { ReferenceSettings } from './reference-server.ts';
import type { BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

export interface Reference {
  processId: number;
  send(body: object): Promise<Answer>;
  close(): Promise<void>;
}

/** Sends once as every sender, so that Graph has seen each token. */
export async function startReference({ stack, senders, send }: BenchApp): Promise<Reference> {
  const { storage, graph, directory, environment } = stack;
  const known: ReferenceSettings['senders'] = {};
  for (const { objectId } of senders) {
    await send(buildSubmission(objectId));
    const accessToken = readBearer(graph.requests.at(-1)?.headers.authorization);
    known[objectId] = { partitionKey: `${directory.hostTenant.id}.${objectId}`, accessToken };
  }
  const settings: ReferenceSettings = {
    tableEndpoint: storage.endpoints.table,
    storageToken: readBearer(storage.table.requests.at(-1)?.headers.authorization),
    graphUrl: graph.baseUrl,
    senders: known,
  };
  const server = await startServerProcess([join(import.meta.dirname, 'reference-server.ts')], {
    NODE_EXTRA_CA_CERTS: environment['NODE_EXTRA_CA_CERTS'] ?? '',
    REFERENCE: JSON.stringify(settings),
  });
  const agent = new Agent({ keepAlive: true });
  return {
    processId: server.child.pid ?? 0,
    send: (body) => post(server.url, { agent, token: 'none', body: JSON.stringify(body) }),
    async close() {
      agent.destroy();
      await server.close();
    },
  };
}

function readBearer(authorization: string | undefined): string {
  return (authorization ?? '').replace(/^Bearer /, '');
}
