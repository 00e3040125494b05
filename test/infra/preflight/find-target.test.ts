import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findTarget } from '../../../infra/preflight/find-target.ts';

const publicUrl = 'https://guestmail.contoso.com/api';
let folder: string;
let PATH: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  PATH = join(folder, 'nowhere');
});

/** Stands in for the Azure CLI; keeps what it was asked. */
async function installAz(script: string): Promise<void> {
  await writeFile(join(folder, 'az'), `#!/bin/sh\necho "$@" > ${join(folder, 'asked')}\n${script}\n`);
  await chmod(join(folder, 'az'), 0o755);
  PATH = `${folder}:/usr/bin:/bin`;
}
const token = async (environment: Record<string, string>) =>
  (await findTarget({ PUBLIC_URL: publicUrl, PATH, ...environment }, folder)).readToken();

describe('findTarget', () => {
  it('asks the installation that PUBLIC_URL names', async () => {
    expect((await findTarget({ PUBLIC_URL: `${publicUrl}/` }, folder)).publicUrl).toBe(publicUrl);
  });

  it.each(['http://guestmail.contoso.com/api', 'guestmail.contoso.com', 'file:///etc/passwd'])(
    'sends no token to %s',
    async (address) => {
      await expect(findTarget({ PUBLIC_URL: address }, folder)).rejects.toThrow('PUBLIC_URL is not an https address.');
    },
  );

  it('says what to do when no installation is named and no local stack runs', async () => {
    await expect(findTarget({}, folder)).rejects.toThrow(/Set PUBLIC_URL and API_AUDIENCE .* "npm start"/);
  });

  it('prefers a token that was given', async () => {
    await installAz('echo from-the-cli');
    expect(await token({ GUESTMAIL_TOKEN: 'given', API_AUDIENCE: 'c0a7' })).toBe('given');
  });

  it('asks the Azure CLI for one of the API, in the host tenant', async () => {
    await installAz('echo from-the-cli');
    expect(await token({ API_AUDIENCE: 'c0a7', HOST_TENANT_ID: 'b0b0' })).toBe('from-the-cli');
    expect((await readFile(join(folder, 'asked'), 'utf8')).trim()).toBe(
      'account get-access-token --scope c0a7/.default --tenant b0b0 --query accessToken --output tsv',
    );
  });

  it('says how to sign in when the CLI gives none, and nothing that it printed', async () => {
    await installAz('echo AADSTS50076: secret-from-the-cli >&2; exit 1');
    const error = await token({ API_AUDIENCE: 'c0a7' }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/GUESTMAIL_TOKEN, .*"az login --scope c0a7\/\.default"/);
    expect(error).toMatchObject({ codes: ['AADSTS50076'] });
    expect(String(error)).not.toContain('secret-from-the-cli');
  });

  it('says how to sign in to a tenant in which the person may have no subscription', async () => {
    await installAz('exit 1');

    await expect(token({ API_AUDIENCE: 'c0a7', HOST_TENANT_ID: 'b0b0' })).rejects.toThrow(
      '"az login --tenant b0b0 --allow-no-subscriptions --scope c0a7/.default"',
    );
  });

  it('says the same where there is no CLI', async () => {
    await expect(token({ API_AUDIENCE: 'c0a7' })).rejects.toThrow(/No token: set GUESTMAIL_TOKEN/);
  });

  it('needs to know for which API', async () => {
    await expect(token({})).rejects.toThrow(/Set API_AUDIENCE/);
    await expect(token({ API_AUDIENCE: 'a & calc' })).rejects.toThrow(/contains a character that is not allowed/);
  });
});
