/**
 * Node's agents, made to hand a new connection over only when a request may be written to it.
 *
 * By themselves they give a request its socket before that is connected. Here a socket stays with the agent until it is connected
 * and, for https, the certificate is verified; a request that never got a socket has therefore not left, and no token is ever
 * written to a server that was not verified. Idle connections end after some seconds, or when the server said so.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';

/** Below the 5 s after which common servers close an idle connection; a shorter hint of the server goes first. */
const FREE_CONNECTION_MILLISECONDS = 4_000;

/** Pass `connectSignal` with the options of a request: an abort ends a connection that is still being made. */
export interface ConnectionOptions {
  connectSignal?: AbortSignal;
}

type HandOver = (error: Error | null, socket?: Duplex) => void;

/** One agent for each scheme; `options` are Node's own. How many connections there are at once is bounded elsewhere. */
export function createHttpAgents(options: AgentOptions): { http: HttpAgent; https: HttpsAgent } {
  const pool = {
    keepAlive: true,
    timeout: FREE_CONNECTION_MILLISECONDS,
    ...options,
    // Node does not count connections that are being made, so its own limit would not hold.
    maxSockets: Infinity,
  };
  return {
    http: handOverWhen('connect', new HttpAgent(pool)),
    https: handOverWhen('secureConnect', new HttpsAgent(pool)),
  };
}

function handOverWhen<Agent extends HttpAgent>(event: 'connect' | 'secureConnect', agent: Agent): Agent {
  const connect = agent.createConnection.bind(agent) as (options: ConnectionOptions) => Duplex;
  const createConnection = (options: ConnectionOptions, handOver: HandOver): void => {
    const socket = connect(options);
    const giveUp = (): void => void socket.destroy(new Error('given up'));
    const fail = (error: Error): void => {
      options.connectSignal?.removeEventListener('abort', giveUp);
      handOver(error);
    };
    options.connectSignal?.addEventListener('abort', giveUp);
    socket.once('error', fail);
    socket.once(event, () => {
      options.connectSignal?.removeEventListener('abort', giveUp);
      socket.off('error', fail);
      handOver(null, socket);
    });
  };
  return Object.assign(agent, { createConnection, getName: nameByAddress });
}

/**
 * Node's `getName` of an agent whose requests all have the same options but for the address: it need not list the others, which
 * it would for each request.
 */
function nameByAddress({ host, port }: { host: string; port: string | number }): string {
  return `${host}:${port}`;
}
