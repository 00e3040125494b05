import { describe, expect, it } from 'vitest';
import { AzureRefusal } from '../../../infra/azure-cli/azure-refusal.ts';
import type { Context } from '../../../infra/deploy/context.ts';
import { writeTrustFile } from '../../../infra/deploy/write-trust-file.ts';
import { neededSettings } from '../../shared/config-sample.ts';

const place = { environmentName: 'guestmail', resourceGroup: 'rg-guestmail', location: 'westeurope' };

/** What is printed, where Azure and the disk do this. */
async function write(json: () => Promise<unknown>, writeFile: Context['writeFile']): Promise<string> {
  const lines: string[] = [];
  const asked: string[] = [];
  const az = { json: (parts: readonly string[]) => (asked.push(parts.join(' ')), json()) } as Context['az'];
  const context = { az, writeFile, now: () => new Date(), print: (line: string) => void lines.push(line) };
  await writeTrustFile(context as unknown as Context, { subscriptionId: 's' }, place, 'guestmail-abc123');
  expect(asked).toEqual([expect.stringMatching(/\/sites\/guestmail-abc123\/config\/appsettings\/list\?/)]);
  return lines.join('\n');
}

const properties = async () => ({ properties: neededSettings });
const keep = async (name: string) => `/home/mia/${name}`;

describe('writeTrustFile', () => {
  it('prints where the file is', async () => {
    expect(await write(properties, keep)).toContain('\n  /home/mia/trust-guestmail.html\n');
  });

  it.each([
    ['Azure refuses', () => Promise.reject(new AzureRefusal('Not you.', ['AuthorizationFailed'])), keep, 'Not you.'],
    ['a setting is missing', async () => ({ properties: {} }), keep, 'PUBLIC_URL is missing'],
    [
      'the disk is full',
      properties,
      () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
      'no space left',
    ],
  ])('says so and lets the deployment go on where %s', async (_why, json, writeFile, said) => {
    expect(await write(json, writeFile)).toMatch(new RegExp(`could not be written to a file: [^]*${said}`));
  });

  it('does not hide a bug', async () => {
    await expect(write(() => Promise.reject(new TypeError('x is not a function')), keep)).rejects.toThrow(TypeError);
  });
});
