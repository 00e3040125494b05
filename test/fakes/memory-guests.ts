import { ConnectorError } from '../../shared/errors.ts';
import type { HttpAnswer, HttpRequest } from '../../shared/http/http-request.ts';
import type { AcquireForApplication } from '../../shared/oauth/token-client.ts';

/**
 * The directory of the host tenant as Graph answers for it, in memory; `answers` are given first, by the path that they are for.
 * Accounts are those that a watched directory tells of, by object id; `change` is found in it, and `undefined` is deleted.
 */
export function createMemoryGuests() {
  const users = new Map<string, { id: string; userType: string }>([
    ['ann@fabrikam.com', { id: 'id-of-ann', userType: 'Guest' }],
    ['mia@contoso.com', { id: 'id-of-mia', userType: 'Member' }],
  ]);
  const asked: { path: string; body: Record<string, unknown> | undefined }[] = [];
  const answers: { path: string; answer: () => HttpAnswer }[] = [];
  const accounts = new Map<string, object>();
  let changed: string[] = [];
  /** Whether the host tenant gives the app a token. */
  const state = { isKeptOut: false };

  const request: HttpRequest = async ({ url, body }) => {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace('/v1.0', '');
    const posted = body === undefined ? undefined : (JSON.parse(body.toString()) as Record<string, unknown>);
    asked.push({ path, body: posted });
    const scripted = answers.findIndex((one) => one.path === path);
    if (scripted >= 0) return (answers.splice(scripted, 1)[0] as (typeof answers)[number]).answer();
    if (path === '/users/delta') {
      const value = searchParams.get('$deltatoken') === 'latest' ? [] : changed.map((id) => ({ id }));
      changed = [];
      return answerOf(200, {
        value,
        '@odata.deltaLink': 'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=next',
      });
    }
    const listed = searchParams
      .get('$filter')
      ?.match(/^id in \((.*)\)$/)?.[1]
      ?.match(/[0-9a-f-]{36}/g);
    if (listed) return answerOf(200, { value: listed.flatMap((id) => accounts.get(id) ?? []) });
    if (path.startsWith('/users/')) return answerOf(404, { error: { code: 'Request_ResourceNotFound', message: 'x' } });
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

  function change(id: string, account: object | undefined): void {
    if (account) accounts.set(id, { id, accountEnabled: true, ...account });
    else accounts.delete(id);
    changed.push(id);
  }

  return { request, acquireForApplication, asked, answers, state, change };
}

export function answerOf(status: number, body: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status, headers, body: Buffer.from(JSON.stringify(body)), isComplete: true };
}
