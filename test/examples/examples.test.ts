import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHttpFile } from './read-http-file.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const settingNames = [
  'API_ADDRESS',
  'TOKEN_ENDPOINT',
  'TOKEN_SCOPE',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'SENDER',
  'INVOICE',
];
const examples = readdirSync(import.meta.dirname).filter((file) => !/\.ts$|\.md$/.test(file));
const programs = examples.filter((file) => /\.(sh|mjs|ps1|cs)$/.test(file));
const [token, send] = readHttpFile(read('requests.http')).map(({ build }) =>
  build(Object.fromEntries(settingNames.map((name) => [name, ''])), { token: { access_token: '' } }),
);

/** Every name and every text of a JSON value that no setting fills in. */
function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return value ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap(listTexts);
  return Object.entries(value as object).flatMap(([key, member]) => [key, ...listTexts(member)]);
}

describe('the examples that are programs', () => {
  const expected = [
    ...new URLSearchParams(token?.body).keys(),
    'client_credentials',
    'Bearer',
    'Idempotency-Key',
    'invoice-',
    'application/json',
    '/send',
    ...listTexts(JSON.parse(send?.body ?? '')),
  ];

  it.each(programs)('say every name and value of requests.http, and read no other setting: %s', (file) => {
    const text = read(file);
    expect(expected.filter((part) => !text.includes(part))).toEqual([]);
    expect(settingNames.filter((name) => !text.includes(name))).toEqual([]);
  });

  it.each(programs)('take only `sent` for success and show `detail` otherwise: %s', (file) => {
    expect(read(file)).toMatch(/["']sent["']/);
    expect(read(file)).toMatch(/\bdetail\b/);
  });
});

describe('README.md', () => {
  it('has a row for every example and for every setting', () => {
    const rows = [...read('README.md').matchAll(/^\| (?:\[|`)([\w.-]+)/gm)].map(([, name = '']) => name);

    expect(rows.toSorted()).toEqual([...examples, ...settingNames].toSorted());
  });
});
