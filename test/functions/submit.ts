/** Submissions that something stops: Graph, Entra, or a part that a test swaps. */
import { createGraph } from '../../shared/graph/graph-client.ts';
import { HttpFault } from '../../shared/http/http-request.ts';
import { readTokenFailure } from '../../shared/oauth/entra-failure.ts';
import type { createMemoryConnector } from '../fakes/memory-connector.ts';
import { createApi } from './api.ts';
import type { Invocation } from './invoke.ts';

type Replace = Parameters<typeof createMemoryConnector>[0];

/** Where a submission says nothing else, it is sent now or refused, so that its answer has the code. */
export function createStrictApi(...swap: Parameters<typeof createApi>) {
  const api = createApi(...swap);
  const strictly: typeof api.send = (changes, headers, as) =>
    api.send(changes, { Prefer: 'handling=strict', ...headers }, as);
  return { ...api, send: strictly };
}

/** A submission as somebody who is connected. */
export async function sendOnce(
  replace?: Replace,
  changes?: object,
  headers?: Record<string, string>,
): Promise<Invocation> {
  const api = createStrictApi(replace);
  await api.signIn('ann');
  return api.send(changes, headers);
}

/** A submission that Graph answers so; a status of 0 is a connection that was never opened. */
export function sendTo(status: number, code = 'SomethingNew', headers?: Record<string, string>): Promise<Invocation> {
  const replace: Replace = ({ graph, now }) => {
    const answering = createGraph({
      graphUrl: 'https://graph.microsoft.com/v1.0',
      async request() {
        if (status === 0) throw new HttpFault('ECONNREFUSED', { wasSent: false });
        const body = Buffer.from(JSON.stringify({ error: { code, message: 'x' } }));
        return { status, headers: { 'request-id': 'r1' }, body, isComplete: true };
      },
      now,
    });
    return { graph: { ...graph, sendMail: answering.sendMail } };
  };
  return sendOnce(replace, {}, headers);
}

/** A submission whose token has ended, and what Entra says to the refresh. */
export async function sendAfterRefresh(
  status: number,
  numbers: number[] = [],
  headers?: Record<string, string>,
): Promise<Invocation> {
  const api = createStrictApi();
  await api.signIn('ann');
  api.clock.pass(3_600);
  const body = { error: 'invalid_grant', error_codes: numbers };
  api.entra.script.failures.push(readTokenFailure(status, body, { grantType: 'refresh_token' }));
  return api.send({}, headers);
}
