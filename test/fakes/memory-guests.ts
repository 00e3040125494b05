import { ConnectorError } from '../../shared/errors.ts';
import type { HttpAnswer, HttpRequest } from '../../shared/http/http-request.ts';
import type { AcquireForApplication } from '../../shared/oauth/token-client.ts';

/** The directory of the host tenant as Graph answers for it, in memory; `answers` are given first, by the path that they are for. */
export function createMemoryGuests() {
  const users = new Map<string, { id: string; userType: string }>([
    ['ann@fabrikam.com', { id: 'id-of-ann', userType: 'Guest' }],
    ['mia@contoso.com', { id: 'id-of-mia', userType: 'Member' }],
  ]);
  const asked: { path: string; body: Record<string, unknown> | undefined }[] = [];
  const answers: { path: string; answer: () => HttpAnswer }[] = [];
  /** Whether the host tenant gives the app a token. */
  const state = { isKeptOut: false };

  const request: HttpRequest = async ({ url, body }) => {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace('/v1.0', '');
    const posted = body === undefined ? undefined : (JSON.parse(body.toString()) as Record<string, unknown>);
    asked.push({ path, body: posted });
    const scripted = answers.findIndex((one) => one.path === path);
    if (scripted >= 0) return (answers.splice(scripted, 1)[0] as (typeof answers)[number]).answer();
    if (!posted) {
      const address = /'(.*)'/.exec(searchParams.get('$filter') ?? '')?.[1] ?? '';
      const user = users.get(address);
      return answerOf(200, { value: user ? [user] : [] });
    }
    const address = String(posted['invitedUserEmailAddress']);
    users.set(address, { id: `id-of-${address}`, userType: 'Guest' });
    const invited = { invitedUser: { id: `id-of-${address}` }, status: 'PendingAcceptance' };
    return answerOf(201, { ...invited, inviteRedeemUrl: `https://login.microsoftonline.com/redeem?user=${address}` });
  };

  const acquireForApplication: AcquireForApplication = async () => {
    if (state.isKeptOut) throw new ConnectorError('home_tenant_blocked');
    return { accessToken: 'app', expiresAt: new Date('2026-11-30T09:00:00Z') };
  };

  return { request, acquireForApplication, asked, answers, state };
}

export function answerOf(status: number, body: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status, headers, body: Buffer.from(JSON.stringify(body)), isComplete: true };
}
