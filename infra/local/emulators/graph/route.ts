/**
 * The calls of `{url}/v1.0`: who is asked for, which path and which method.
 *
 * A person's token may address only their own account, an application's the mailboxes that it may use,
 * and what the directory of its tenant lets it do (route-directory.ts).
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { findApplicationAccount } from './application-account.ts';
import type { Account, Application } from './authenticate.ts';
import { buildUser } from './build-user.ts';
import { GraphError } from './graph-error.ts';
import { routeDirectory } from './route-directory.ts';
import { routeMail } from './route-mail.ts';
import type { GraphState } from './state.ts';

/** Answers; throws 400 for an unknown path, 405 for a method, 403 for somebody else's account. */
export async function route(
  state: GraphState,
  caller: Account | Application,
  request: EmulatedRequest,
  requestId: string,
): Promise<EmulatedAnswer> {
  const [version, ...segments] = readSegments(request.url.pathname);
  if (version !== 'v1.0') throw new GraphError(400, 'BadRequest', `Invalid version: ${version ?? ''}`);
  const directory = routeDirectory(state, caller, request, segments);
  if (directory) return directory;
  const [first, ...rest] = segments;
  const [owner, path] = first?.toLowerCase() === 'users' ? [rest[0], rest.slice(1)] : [undefined, rest];
  const isUser = first?.toLowerCase() === 'me' || owner !== undefined;
  const account = 'appId' in caller ? findApplicationAccount(state, caller, owner) : caller;
  if (isUser && path.length === 0) {
    refuseMethod(request, ['GET']);
    if (!isOwn(account, owner)) {
      throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    }
    return { status: 200, body: buildUser(account, request.url) };
  }
  const answers = isUser ? routeMail(state, { account, request, requestId }, path) : undefined;
  if (!answers) {
    const unknown = isUser ? path.at(-1) : first;
    throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${unknown ?? ''}'.`);
  }
  refuseMethod(request, Object.keys(answers));
  if (!isOwn(account, owner)) {
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  const answer = answers[request.method];
  if (!answer) throw new Error(`No answer to ${request.method}.`);
  return answer();
}

function readSegments(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw new GraphError(400, 'BadRequest', 'The request URI is not valid.');
  }
}

function isOwn({ objectId, addresses }: Account, owner: string | undefined): boolean {
  return owner === undefined || [objectId.toLowerCase(), ...addresses].includes(owner.toLowerCase());
}

function refuseMethod({ method }: EmulatedRequest, allowed: string[]): void {
  if (allowed.includes(method)) return;
  const text = 'Specified HTTP method is not allowed for the request target.';
  throw new GraphError(405, 'Request_BadRequest', text, { Allow: allowed.join(', ') });
}
