import { X509Certificate } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  createCertificateAuthority,
  issueCertificate,
} from '../../../infra/local/emulators/kit/certificate-authority.ts';
import { keepCertificateAuthority } from '../../../infra/local/keep-certificate-authority.ts';

const DAY = 86_400_000;
const now = new Date();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guestmail-authority-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

const secret = () => join(folder, 'certificate-authority.key');

async function keep(at = now) {
  const said: string[] = [];
  const authority = await keepCertificateAuthority(folder, at, (line) => said.push(line));
  return { ...authority, said };
}

describe('keepCertificateAuthority', () => {
  it('returns the same one at every start, in silence', async () => {
    const [first, second] = [await keep(), await keep(new Date(now.getTime() + 600 * DAY))];
    expect(second).toEqual({ ...first, said: [] });
    expect(first.said).toEqual([]);
    expect(await readFile(first.path, 'utf8')).toBe(first.certificate);
    expect(await readdir(folder)).toEqual(['certificate-authority.crt', 'certificate-authority.key']);
  });

  it('lets only the owner read the key, and makes it so again', async () => {
    const mode = async () => (await stat(secret())).mode & 0o777;
    // Windows gives the file the rights of its folder.
    const expected = process.platform === 'win32' ? 0o666 : 0o600;
    const { path } = await keep();
    expect(await mode()).toBe(expected);
    await chmod(secret(), 0o644);
    await keep();
    expect(await mode()).toBe(expected);
    expect(await readFile(path, 'utf8')).not.toContain('PRIVATE KEY');
  });

  it('makes one when two stacks start for the first time at once', async () => {
    const [first, second] = await Promise.all([keep(), keep()]);
    expect(second.certificate).toBe(first.certificate);
  });

  it('is renewed before it ends, with the key that running stacks have been certified by', async () => {
    const old = await keep();
    const served = issueCertificate(old, now).certificate;
    const renewed = await keep(new Date(now.getTime() + 671 * DAY));
    expect(renewed.said).toEqual([expect.stringMatching(/is renewed: trust it again[^\n]*$/)]);
    expect(renewed.certificate).not.toBe(old.certificate);
    expect(await readFile(renewed.path, 'utf8')).toBe(renewed.certificate);
    const [parsed, issuer] = [new X509Certificate(served), new X509Certificate(renewed.certificate)];
    expect(parsed.checkIssued(issuer) && parsed.verify(issuer.publicKey)).toBe(true);
  });

  it.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['cut off', (text) => text.slice(0, text.length / 2)],
    ['of something else', () => '{}'],
    ['without its key', (text) => text.replace(/-----BEGIN PRIVATE[^]*/, '')],
    ['with another key', (text) => text.replace(/-----BEGIN PRIVATE[^]*/, createCertificateAuthority(now).privateKey)],
    [
      'with a certificate that may not sign',
      () => Object.values(issueCertificate(createCertificateAuthority(now), now)).join(''),
    ],
  ])('is a new one, with one line, when the file is %s', async (_, damage) => {
    const { certificate } = await keep();
    await writeFile(secret(), damage(await readFile(secret(), 'utf8')));
    const replaced = await keep();
    expect(replaced.said).toEqual([expect.stringMatching(/certificate-authority\.key was damaged[^\n]*$/)]);
    expect(replaced.certificate).not.toBe(certificate);
    expect(await keep()).toEqual({ ...replaced, said: [] });
  });

  it('writes the certificate again where it is missing or another one', async () => {
    const { path, certificate } = await keep();
    await writeFile(path, 'another');
    await keep();
    expect(await readFile(path, 'utf8')).toBe(certificate);
  });
});
