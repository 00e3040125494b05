/**
 * The providers as they are, with a Graph that answers what a test tells it and an Entra that always gives the app a token.
 */
import type { GraphCall } from '../../shared/graph/call-graph.ts';
import { judgeSend } from '../../shared/graph/judge-send.ts';
import { readGraphError } from '../../shared/graph/read-graph-error.ts';
import type { AcquireForApplication } from '../../shared/oauth/token-client.ts';
import { createProviders } from '../../shared/providers/providers.ts';
import { createMemoryEmlBlobs } from './memory-eml-blobs.ts';

export function createMemoryProviders(now: () => Date) {
  const script: {
    /** One for each request; without one, Graph takes the message. */
    answers: { status: number; code?: string }[];
    /** What Entra says instead of a token. */
    failures: Error[];
    /** Whether host tenants only test. */
    isSandbox: boolean;
  } = { answers: [], failures: [], isSandbox: true };
  const blobs = createMemoryEmlBlobs();
  const requests: ({ accessToken: string } & GraphCall)[] = [];
  const acquired: Parameters<AcquireForApplication>[0][] = [];
  const providers = createProviders({
    graph: {
      async callGraph(accessToken, call) {
        requests.push({ accessToken, ...call });
        const { status, code } = script.answers.shift() ?? { status: 202 };
        const body = Buffer.from(code === undefined ? '' : JSON.stringify({ error: { code } }));
        return { status, headers: { 'request-id': `graph-${requests.length}` }, body, isComplete: true };
      },
      judgeSend,
      readGraphError,
      now,
    },
    registrations: { readForHomeTenant: async () => ({ clientId: 'client' }) as never },
    async acquireForApplication(request) {
      acquired.push(request);
      const failure = script.failures.shift();
      if (failure) throw failure;
      const expiresAt = new Date(now().getTime() + 3_600_000);
      return { accessToken: `app-token-${acquired.length}`, expiresAt };
    },
    readSecret: async (name) => `secret ${name}`,
    ownSecrets: { tokenPepperName: ['own-secret'] },
    listDocuments: async () => ({ documents: [], refused: [] }),
    clientName: '[127.0.0.1]',
    isLoopbackAllowed: true,
    blobs,
    isSandbox: async () => script.isSandbox,
    now,
  });
  return { script, requests, acquired, blobs, load: async () => providers };
}
