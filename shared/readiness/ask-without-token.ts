/**
 * One GET without a token, for what a service tells anyone. It repeats nothing and follows no redirect.
 */
import type { ErrorCode } from '../outcomes.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpAnswer, HttpRequest } from '../http/http-request.ts';
import { READINESS_CHECK_TIMEOUT_MILLISECONDS, READINESS_RESPONSE_MAX_BYTES } from '../limits.ts';

/** @throws ConnectorError `outageCode` when there is no answer, or one that says "not now" */
export async function askWithoutToken(request: HttpRequest, url: string, outageCode: ErrorCode): Promise<HttpAnswer> {
  const answer = await request({
    url,
    method: 'GET',
    headers: {},
    timeoutMilliseconds: READINESS_CHECK_TIMEOUT_MILLISECONDS,
    responseMaxBytes: READINESS_RESPONSE_MAX_BYTES,
  }).catch((cause: unknown) => {
    throw new ConnectorError(outageCode, { cause });
  });
  const { status } = answer;
  if (status < 500 && status !== 429) return answer;
  throw new ConnectorError(outageCode, { cause: new Error(`status ${status}`) });
}
