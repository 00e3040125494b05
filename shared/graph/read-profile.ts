/**
 * Reads whose mailbox a token is: the directory's answer to `GET /me`, which succeeds without a mailbox.
 */
import { ConnectorError } from '../errors.ts';
import { HttpFault } from '../http/http-request.ts';
import type { CallGraph } from './call-graph.ts';
import { parseProfile, type Profile } from './profile.ts';
import { readGraphError } from './read-graph-error.ts';

const PROFILE_PATH = '/me?$select=mail,userPrincipalName,proxyAddresses';

/** @throws ConnectorError `graph_unavailable` */
export async function readProfile(callGraph: CallGraph, accessToken: string): Promise<Profile> {
  const answer = await callGraph(accessToken, { path: PROFILE_PATH }).catch((error: unknown) => {
    throw error instanceof HttpFault ? new ConnectorError('graph_unavailable', { cause: error }) : error;
  });
  if (answer.status === 200 && answer.isComplete) return parseProfile(answer.body);
  const { graphCode, requestId } = readGraphError(answer);
  throw new ConnectorError('graph_unavailable', {
    cause: new Error(`Graph answered ${answer.status} to a request for the profile.`),
    ...(graphCode && { upstreamCode: graphCode }),
    ...(requestId && { upstreamRequestId: requestId }),
  });
}
