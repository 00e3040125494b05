/**
 * A local Entra for one test, with a clock to move, and the requests that tests make of it again and again.
 */
import { createHash, randomBytes } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import { createDirectory, type Directory } from '../../../../../infra/local/emulators/kit/directory.ts';
import { createRegistrations, type Registrations } from '../../../../../infra/local/emulators/entra/registration.ts';
import { startEntra, type Entra } from '../../../../../infra/local/emulators/entra/start-entra.ts';
import { createTokenSigner, type TokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';
import { createVisitor, type Visitor } from './visitor.ts';

export const CALLBACK = 'https://localhost:7071/api/callback';
export const IDENTITY_OBJECT_ID = '1de27117-0000-4000-8000-0000000000f1';
export const HOST = 'c0a7050c-0000-4000-8000-000000000001';
export const FABRIKAM = 'fab21ca3-0000-4000-8000-000000000002';
export const NORTHWIND = 'a0274317-0000-4000-8000-000000000003';

const certificate = createCertificate(new Date());
setDefaultCACertificates([...getCACertificates('default'), certificate.certificate]);
const signerPromise = createTokenSigner();

export interface Stage {
  entra: Entra;
  directory: Directory;
  registrations: Registrations;
  signer: TokenSigner;
  /** Moves the clock. */
  pass(milliseconds: number): void;
  now(): Date;
}

/** Starts Entra on a free port. */
export async function startStage(options: { certificates?: string[]; graphAudience?: string } = {}): Promise<Stage> {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const directory = createDirectory({ extraGuests: 3 });
  const registrations = createRegistrations({
    hostTenantId: directory.hostTenant.id,
    redirectUris: [CALLBACK, 'https://localhost:7071/api/other'],
    now: now(),
    identityObjectId: IDENTITY_OBJECT_ID,
    ...(options.certificates && { certificates: options.certificates }),
  });
  const signer = await signerPromise;
  const entra = await startEntra({
    certificate,
    port: 0,
    directory,
    signer,
    registrations: registrations.all,
    now,
    ...(options.graphAudience !== undefined && { graphAudience: options.graphAudience }),
  });
  return {
    entra,
    directory,
    registrations,
    signer,
    now,
    pass(milliseconds) {
      offset += milliseconds;
    },
  };
}

export const VERIFIER = randomBytes(32).toString('base64url');
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

export type Parameters = Record<string, string | undefined>;

/** Address of an authorization request by the connector; `undefined` leaves a parameter out. */
export function authorizeUrl({ entra, registrations }: Stage, tenant: string, changes: Parameters = {}): string {
  const url = new URL(`${entra.url}/${tenant}/oauth2/v2.0/authorize`);
  const parameters: Parameters = {
    client_id: registrations.connector.clientId,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile offline_access User.Read Mail.Send',
    state: 'some state',
    nonce: 'some nonce',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Signs somebody in and accepts what is asked; gives the parameters of the redirect. */
export async function signIn(
  stage: Stage,
  tenant: string,
  key: string,
  changes: Parameters = {},
  visitor: Visitor = createVisitor(),
): Promise<URLSearchParams> {
  let page = await visitor.open(authorizeUrl(stage, tenant, changes));
  if (!page.location) page = await visitor.press(stage.directory.person(key).userPrincipalName);
  if (page.buttons.includes('Accept')) page = await visitor.press('Accept');
  if (!page.location) throw new Error(`No redirect but: ${page.title}\n${page.text}`);
  return new URL(page.location).searchParams;
}

/** Success and refusal in one; a test looks at what it expects. */
export interface TokenBody {
  access_token: string;
  refresh_token: string;
  id_token: string;
  client_info: string;
  scope: string;
  expires_in: number;
  error: string;
  error_description: string;
  error_codes: number[];
  suberror: string;
  claims: string;
  timestamp: string;
  trace_id: string;
  correlation_id: string;
}

export interface TokenAnswer {
  status: number;
  headers: Headers;
  body: TokenBody;
}

/** Posts a form to the token endpoint as it is. */
export async function postToken(
  { entra }: Stage,
  tenant: string,
  form: Parameters | URLSearchParams,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const body =
    form instanceof URLSearchParams
      ? form
      : new URLSearchParams(Object.entries(form).filter((one): one is [string, string] => one[1] !== undefined));
  const answer = await fetch(`${entra.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as TokenBody };
}

/** Redeems a code as the connector does, with its secret. */
export function redeem(stage: Stage, tenant: string, code: string | null, changes: Parameters = {}) {
  const { connector } = stage.registrations;
  return postToken(stage, tenant, {
    grant_type: 'authorization_code',
    client_id: connector.clientId,
    client_secret: connector.secrets[0]?.value,
    code: code ?? '',
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    client_info: '1',
    ...changes,
  });
}

/** Uses a refresh token as the connector does, with its secret. */
export function refresh(stage: Stage, tenant: string, token: string, changes: Parameters = {}) {
  const { connector } = stage.registrations;
  return postToken(stage, tenant, {
    grant_type: 'refresh_token',
    client_id: connector.clientId,
    client_secret: connector.secrets[0]?.value,
    refresh_token: token,
    ...changes,
  });
}

/** Signs somebody in and redeems the code. */
export async function connect(stage: Stage, tenant: string, key: string, changes: Parameters = {}) {
  const answer = await redeem(stage, tenant, (await signIn(stage, tenant, key, changes)).get('code'));
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
