/**
 * Supplies the `client_info` that an answer to a refresh leaves out. Without it MSAL files the new tokens under nobody, or drops
 * them.
 *
 * A refresh token speaks for one person, so an answer is theirs unless it says otherwise; what is empty says nothing. An ID token that names anybody else is
 * left as it is, and the answer is then refused. It judges no answer.
 */
export interface HomeIdentity {
  /** Object id in the home tenant. */
  uid: string;
  /** The home tenant. */
  utid: string;
}

/** The same body, or one that names the person who was asked for. */
export function supplyClientInfo(body: unknown, { uid, utid }: HomeIdentity): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { client_info, id_token } = body as { client_info?: unknown; id_token?: unknown };
  if (client_info) return body;
  const isSame = !id_token || namesPerson(id_token, uid, utid);
  return isSame ? { ...body, client_info: Buffer.from(JSON.stringify({ uid, utid })).toString('base64url') } : body;
}

function namesPerson(idToken: unknown, uid: string, utid: string): boolean {
  if (typeof idToken !== 'string') return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    const { oid, tid } = (claims ?? {}) as { oid?: unknown; tid?: unknown };
    return oid === uid && tid === utid;
  } catch {
    // MSAL says what is wrong with it.
    return false;
  }
}
