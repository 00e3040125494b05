/**
 * The server where a newcomer begins: over plain http on a loopback address, so that no browser warns.
 *
 * `/` explains the running stack, `/mailbox…` shows the mailboxes, `/certificate-authority.crt` is the certificate to trust, and
 * the token endpoint of the host tenant is passed on to Entra. It belongs to the local stack, not to the product. It changes
 * nothing; another site can neither read nor embed it.
 */
import { startEmulator, type EmulatedAnswer, type EmulatedRequest, type Emulator } from '../emulators/kit/emulator.ts';
import type { KeptAuthority } from '../keep-certificate-authority.ts';
import type { Stack } from '../stack.ts';
import { buildGuidePage, buildUnknownPage } from './guide-page.ts';

const BODY_MAX_BYTES = 65_536;

export interface GuideOptions {
  stack: Stack;
  authority: KeptAuthority;
  port: number;
}

/** Rejects with a plain sentence when the port is taken. */
export async function startGuide({ stack, authority, port }: GuideOptions): Promise<Emulator> {
  const tokenPath = `/${stack.directory.hostTenant.id}/oauth2/v2.0/token`;
  const guide: Emulator = await startEmulator({
    name: 'guide',
    port,
    bodyMaxBytes: BODY_MAX_BYTES,
    // Nothing is recorded, and no other site may post.
    controlPrefix: '/',
    answer(request) {
      const { pathname } = request.url;
      if (pathname === tokenPath) return passOn(stack.entra.url, request);
      if (request.method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
      if (pathname === '/') return buildGuidePage(stack, authority.path, guide.url);
      if (pathname === '/certificate-authority.crt') return buildCertificateFile(authority.certificate);
      return pathname.startsWith('/mailbox') ? stack.graph.answerMailboxPage(request) : buildUnknownPage();
    },
  });
  return guide;
}

async function passOn(entraUrl: string, request: EmulatedRequest): Promise<EmulatedAnswer> {
  const { authorization, 'content-type': type = '' } = request.headers;
  if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
  const response = await fetch(`${entraUrl}${request.path}`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...(authorization && { Authorization: authorization }) },
    body: new Uint8Array(request.body),
  });
  return {
    status: response.status,
    headers: { 'Content-Type': response.headers.get('content-type') ?? '', 'Cache-Control': 'no-store' },
    body: await response.text(),
  };
}

function buildCertificateFile(certificate: string): EmulatedAnswer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'attachment; filename="certificate-authority.crt"',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
    body: certificate,
  };
}
