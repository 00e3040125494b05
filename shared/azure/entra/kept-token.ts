/**
 * Keeps an access token for as long as it is good, and renews it early behind those who use it.
 *
 * From half of its life on one renewal at a time is under way; a failed one ends nothing and is tried again. Whoever needs a new
 * token waits for the renewal and hears of its failure, which is not kept. It asks for nothing by itself.
 */
import type { AccessToken } from '@azure/identity';

/** A renewal that failed, or brought the same token, is tried again after this. */
const RENEWAL_RETRY_SECONDS = 30;
/** A token is not used any more when it could end on the way. */
const LAST_USE_SECONDS = 30;

/** Returns a function that gives a token that is valid now. It throws what `request` throws. */
export function createKeptToken(request: () => Promise<AccessToken>, now: () => Date): () => Promise<AccessToken> {
  let current: { token: AccessToken; renewalFrom: number } | undefined;
  let renewal: Promise<AccessToken> | undefined;

  async function renewOnce(): Promise<AccessToken> {
    const startedAt = now().getTime();
    const token = await request();
    const isSame = token.token === current?.token.token;
    const halfLife = (startedAt + token.expiresOnTimestamp) / 2;
    current = { token, renewalFrom: isSame ? startedAt + RENEWAL_RETRY_SECONDS * 1000 : halfLife };
    return token;
  }

  function renew(): Promise<AccessToken> {
    renewal ??= renewOnce().finally(() => (renewal = undefined));
    return renewal;
  }

  return async () => {
    const milliseconds = now().getTime();
    if (!current || current.token.expiresOnTimestamp - milliseconds <= LAST_USE_SECONDS * 1000) return renew();
    const { token, renewalFrom } = current;
    if (milliseconds >= renewalFrom) {
      current.renewalFrom = milliseconds + RENEWAL_RETRY_SECONDS * 1000;
      // The old token still serves; a caller that needs a new one hears of the failure.
      void renew().catch(() => undefined);
    }
    return token;
  };
}
