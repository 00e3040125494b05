/**
 * Keeps the certificate authority of `npm start` in `.local`, one for all its starts and ports, so that a person has to trust
 * it only once.
 *
 * `certificate-authority.key` has certificate and key, for its owner's eyes only, and is the truth;
 * `certificate-authority.crt` is the certificate for browsers and other programs. Renewed, with the same key, before it
 * ends; replaced when the file is not what was written.
 */
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createCertificateAuthority,
  renewCertificateAuthority,
  type CertificateAuthority,
} from './emulators/kit/certificate-authority.ts';

/** Longer than any certificate that it signs. */
const RENEWED_BEFORE_MILLISECONDS = 60 * 86_400_000;

export interface KeptAuthority extends CertificateAuthority {
  /** The file with the certificate alone. */
  path: string;
}

/** `say` gets one line when clients have to trust it again. */
export async function keepCertificateAuthority(
  folder: string,
  now: Date,
  say: (line: string) => void,
): Promise<KeptAuthority> {
  await mkdir(folder, { recursive: true });
  const [secret, path] = [join(folder, 'certificate-authority.key'), join(folder, 'certificate-authority.crt')];
  const found = await readText(secret);
  const authority = (await useFound(found, secret, now, say)) ?? (await createOnce(secret, now));
  if ((await readText(path)) !== authority.certificate) await replaceFile(path, authority.certificate, 0o644);
  return { ...authority, path };
}

/** Undefined when there is none yet. */
async function useFound(
  text: string | undefined,
  secret: string,
  now: Date,
  say: (line: string) => void,
): Promise<CertificateAuthority | undefined> {
  if (text === undefined) return undefined;
  const found = parseAuthority(text);
  const until = found ? Date.parse(new X509Certificate(found.certificate).validTo) : 0;
  if (found && until - now.getTime() > RENEWED_BEFORE_MILLISECONDS) {
    await chmod(secret, 0o600);
    return found;
  }
  const authority = found ? renewCertificateAuthority(found, now) : createCertificateAuthority(now);
  await replaceFile(secret, formatAuthority(authority), 0o600);
  say(
    found
      ? 'The certificate authority was about to expire and is renewed: trust it again where you trusted it.'
      : `${secret} was damaged, so there is a new certificate authority: trust it again where you trusted the old one.`,
  );
  return authority;
}

/** Of two first starts at the same time, the second takes what the first one wrote. */
async function createOnce(secret: string, now: Date): Promise<CertificateAuthority> {
  const authority = createCertificateAuthority(now);
  const temporary = `${secret}.${randomUUID()}`;
  await writeFile(temporary, formatAuthority(authority), { mode: 0o600 });
  try {
    await link(temporary, secret);
    return authority;
  } catch (error) {
    const other = parseAuthority((await readText(secret)) ?? '');
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && other) return other;
    // A file system without links.
    await rename(temporary, secret);
    return authority;
  } finally {
    await rm(temporary, { force: true });
  }
}

function formatAuthority({ certificate, privateKey }: CertificateAuthority): string {
  return `${certificate}${privateKey}`;
}

/** Undefined for anything but an authority with its own key. */
function parseAuthority(text: string): CertificateAuthority | undefined {
  const [, certificate = '', privateKey = ''] =
    /^(-----BEGIN CERT[^]+?-----END CERTIFICATE-----\n)([^]+)$/.exec(text) ?? [];
  try {
    const parsed = new X509Certificate(certificate);
    const key = createPrivateKey(privateKey);
    const isWhole = parsed.ca && parsed.checkPrivateKey(key) && parsed.verify(parsed.publicKey);
    return isWhole ? { certificate, privateKey } : undefined;
  } catch {
    // node:crypto throws for each way in which a text is no key or certificate.
    return undefined;
  }
}

/** Undefined when there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function replaceFile(path: string, content: string, mode: number): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
}
