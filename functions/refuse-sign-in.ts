/**
 * The answer to a sign-in that is refused: it leads to `GET /authorize/ended`, so that no page has code and state in its address.
 *
 * What the page shows goes with the browser, sealed in a cookie of the tab. Where the sign-in is nobody's in this browser, the
 * address names the code alone. The page is the answer itself where the address is worth loading again, because its code is not
 * used up, and where nothing can be sealed.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Config } from '../shared/config.ts';
import { ConnectorError } from '../shared/errors.ts';
import { outcomes, type ErrorCode } from '../shared/outcomes.ts';
import { buildEnding } from '../shared/sign-in/ending.ts';
import type { RefusedLeg } from '../shared/sign-in/leg.ts';
import type { SignIn } from '../shared/sign-in/sign-in.ts';
import { endedCookies, endingCookies, readCookies } from './browser.ts';
import { readReader } from './language.ts';
import { problemPage } from './page.ts';
import type { Reply } from './respond.ts';

/** What may be wrong with a sign-in of which nothing is known. */
export const plainEndings: readonly ErrorCode[] = ['request_expired', 'browser_mismatch'];

export function endedUrl({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return `${publicUrl}/authorize/ended`;
}

export type RefuseSignIn = (request: HttpRequest, leg: RefusedLeg, context: InvocationContext) => Promise<Reply>;

export function createRefuseSignIn(config: Config, signIn: Pick<SignIn, 'sealEnding'>): RefuseSignIn {
  return async (request, leg, context) => {
    const { invocationId: requestId } = context;
    const { code } = leg.error;
    const ending = buildEnding(leg, requestId);
    const ended = code === 'identity_changed' ? endedCookies(request) : [];
    const lead = (query: string, cookies = ended) => {
      return { status: 303, headers: { Location: `${endedUrl(config)}?${query}` }, cookies };
    };
    const show = async () => {
      const reader = await readReader(config, request, context);
      const page = problemPage(reader, leg.error, requestId, { ending });
      return { ...page, cookies: [...(page.cookies ?? []), ...ended] };
    };
    if (isWorthRepeating(request, leg)) return show();
    if (leg.hostTenantId === undefined) return plainEndings.includes(code) ? lead(`reason=${code}`) : show();
    const { secret } = readCookies(request);
    try {
      const sealed = await signIn.sealEnding(secret, ending);
      return lead(`tab=${sealed.tab}`, [...ended, ...endingCookies(request, secret, sealed)]);
    } catch (error) {
      if (error instanceof ConnectorError) return await show();
      throw error;
    }
  };
}

/** Whether the code in the address is as good as before, and what refused it passes. */
function isWorthRepeating({ query }: HttpRequest, { error, isUsed }: RefusedLeg): boolean {
  return !isUsed && !query.has('error') && outcomes[error.code].status === 503;
}
