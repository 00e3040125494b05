/**
 * Pools of connections that hand a new one over only when a request may be written to it.
 *
 * Node's agents give a request its socket before that is connected. Here a socket stays with the agent until the connection
 * stands and, for https, the certificate is verified; a request that never got a socket has therefore not left, and no token
 * is ever written to a server that was not verified. Idle connections end after some seconds, or when the server said so.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';

const FREE_CONNECTIONS_MAX = 32;
/** Below the 5 s after which common servers close an idle connection; a shorter hint of the server goes first. */
const FREE_CONNECTION_MILLISECONDS = 4_000;

/** Pass `connectTimeoutMilliseconds` with the options of a request: how long its connection may take to stand. */
export interface ConnectionOptions {
  connectTimeoutMilliseconds?: number;
}

type HandOver = (error: Error | null, socket?: Duplex) => void;

/** One agent for each scheme; `options` are Node's own. How many connections there are at once is bounded elsewhere. */
export function createHttpAgents(options: AgentOptions): { http: HttpAgent; https: HttpsAgent } {
  const pool = {
    keepAlive: true,
    maxFreeSockets: FREE_CONNECTIONS_MAX,
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
    const timer = setTimeout(() => socket.destroy(new Error('timeout')), options.connectTimeoutMilliseconds);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      handOver(error);
    };
    socket.once('error', fail);
    socket.once(event, () => {
      clearTimeout(timer);
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
export function nameByAddress({ host = '', port = '' }: { host?: string; port?: string | number } = {}): string {
  return `${host}:${port}`;
}
