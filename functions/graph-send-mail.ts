/**
 * `POST /v1.0/users/{user}/sendMail` and `POST /v1.0/me/sendMail`, or `microsoft.graph.sendMail`, which is the same action under its whole
 * name: submits one message as clients of Microsoft Graph send it; and what is answered to `POST /v1.0/$batch`, and to every other address below `/v1.0`.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { loadGraphDoor } from '../shared/doors/graph/load-graph-door.ts';
import { ConnectorError } from '../shared/errors.ts';
import type { HoldBody } from './bodies.ts';
import type { Connector } from './compose.ts';
import { graphAnswer } from './graph-answer.ts';
import { findRefusedPlaces, limitsOf } from './send.ts';
import { readName } from './senders.ts';

type Parts = Pick<Connector, 'config' | 'messages' | 'now' | 'requestLimits'>;

/** `userOf`: whom the address names. At `/me` that is nobody: some hosts have queries among the parameters of the address. */
export function graphSendMailMethods(
  { config, messages, now, requestLimits }: Parts,
  holdBody: HoldBody,
  userOf: (request: HttpRequest) => string | undefined = readUser,
) {
  return {
    async POST(request: HttpRequest, caller: Caller, context: InvocationContext) {
      const { headers } = request;
      const user = userOf(request);
      const door = await loadGraphDoor();
      door.checkType(headers);
      return holdBody(request, requestLimits.submissionBytes, async (body) => {
        const given = { body, headers, user, now: now(), limits: limitsOf(config) };
        const { submission, options, isMime, isRepetition } = await door.parse(given);
        const repeated = isRepetition ? await messages.findRepeated(caller, submission) : undefined;
        const submitted = repeated
          ? { message: repeated, isReplayed: true }
          : await messages.submit(caller, submission, options);
        const faults = await findRefusedPlaces(submitted, submission, isMime);
        const { message, isReplayed } = submitted;
        return graphAnswer(message, { config, now, request, context }, { isReplayed, faults });
      });
    },
  };
}

function readUser({ params }: HttpRequest): string {
  return readName(params['user'] ?? '');
}

export function graphBatchMethods() {
  return { POST: refuse('not_implemented') };
}

export function graphUnknownMethods() {
  const refused = refuse('not_found');
  return { GET: refused, HEAD: refused };
}

function refuse(code: 'not_implemented' | 'not_found') {
  return async (): Promise<never> => {
    throw new ConnectorError(code);
  };
}
