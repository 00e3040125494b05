/**
 * Says of a refusal because a connection has ended why it has, as lists of senders do, so that the answer names who must act.
 *
 * It costs one read, and only where there is such a refusal. Where that fails, the refusal stays as it is.
 */
import { ConnectorError } from '../errors.ts';
import { explainEnd } from './fate.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

/** `reference` is whose connection it is. Resolves to what is to be thrown or told. */
export type ExplainRefusal = (
  error: ConnectorError,
  hostTenantId: string,
  reference: string,
) => Promise<ConnectorError>;

export function createExplainRefusal(senderTokens: Pick<SenderTokens<SenderToken>, 'bind'>): ExplainRefusal {
  return async (refusal, hostTenantId, reference) => {
    if (refusal.code !== 'consent_required') return refusal;
    const bound = await senderTokens.bind(hostTenantId, reference).catch((reason: unknown) => {
      if (!(reason instanceof ConnectorError)) throw reason;
    });
    const code = explainEnd(refusal.code, bound?.problem);
    const { upstreamCode } = refusal;
    return code === refusal.code
      ? refusal
      : new ConnectorError(code, { cause: refusal, ...(upstreamCode && { upstreamCode }) });
  };
}
