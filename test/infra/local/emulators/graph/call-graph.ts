/** A Graph to call in tests: started, trusted, and with tokens for anybody in the directory. */
import tls from 'node:tls';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import { createDirectory } from '../../../../../infra/local/emulators/kit/directory.ts';
import { startGraph, type Graph } from '../../../../../infra/local/emulators/graph/start-graph.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';

export interface GraphCall {
  method?: string;
  path?: string;
  /** Key of a person; absent: Ann. `null`: no token. */
  person?: string | null;
  /** Changes to the claims of the token. */
  claims?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body?: unknown;
}

export interface GraphReply {
  status: number;
  /** Of an error, else undefined. */
  code: string | undefined;
  headers: Headers;
  text: string;
}

export async function startTestGraph() {
  const certificate = createCertificate(new Date());
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.certificate]);
  const signer = await createTokenSigner();
  const directory = createDirectory();
  const graph: Graph = await startGraph({ certificate, port: 0, directory, signer, now: () => new Date() });

  function buildClaims(key: string): Record<string, unknown> {
    const { home } = directory.person(key);
    const seconds = Math.floor(Date.now() / 1000);
    return {
      aud: 'https://graph.microsoft.com',
      ...('tenantId' in home && { tid: home.tenantId, oid: home.objectId }),
      scp: 'openid profile User.Read Mail.Send',
      nbf: seconds - 60,
      exp: seconds + 600,
    };
  }

  async function call({ person = 'ann', claims, headers, body, ...target }: GraphCall): Promise<GraphReply> {
    const token = person === null ? undefined : await signer.sign({ ...buildClaims(person), ...claims });
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(`${graph.baseUrl}${target.path ?? '/me/sendMail'}`, {
      method: target.method ?? 'POST',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isError = answer.status >= 400 && text.startsWith('{');
    const code = isError ? (JSON.parse(text) as { error: { code: string } }).error.code : undefined;
    return { status: answer.status, code, headers: answer.headers, text };
  }

  return { graph, directory, signer, call };
}

/** A message to Ben with these changes. */
export function buildMessage(changes: object = {}): object {
  return {
    subject: 'Invoice 103042',
    body: { contentType: 'HTML', content: '<p>Attached.</p>' },
    toRecipients: [{ emailAddress: { address: 'ben@fabrikam.com', name: 'Ben' } }],
    ...changes,
  };
}
