import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHttpFile } from './read-http-file.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const examples = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.\w+$/.test(file) && !/\.ts$|\.md$/.test(file));
const rows = [...read('README.md').matchAll(/^\| (?:\[|`)([\w./-]+)/gm)].map(([, name = '']) => name);
const settingNames = rows.filter((name) => /^[A-Z_]+$/.test(name));
/** They say in another way who they are or what they send. */
const otherWays = ['graph-client.mjs', 'signed-webhook.mjs'];
const programs = examples.filter((file) => /\.(sh|mjs|ps1|cs)$/.test(file) && file !== 'callback-receiver.mjs');
const [token, send] = readHttpFile(read('requests.http')).map(({ build }) =>
  build(Object.fromEntries(settingNames.map((name) => [name, ''])), { token: { access_token: '' } }),
);
/** What requests.http reads. */
const commonSettings = [...new Set(read('requests.http').match(/(?<=processEnv )\w+/g))];
const { message } = JSON.parse(send?.body ?? '') as { message: unknown };

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

  it.each(programs.filter((file) => !otherWays.includes(file)))(
    'say every name and value of requests.http, and read the same settings: %s',
    (file) => {
      const text = read(file);
      expect(expected.filter((part) => !text.includes(part))).toEqual([]);
      expect(commonSettings.filter((name) => !text.includes(name))).toEqual([]);
    },
  );

  it.each(programs)('send the message of requests.http: %s', (file) => {
    const text = read(file);
    expect(['invoice-', ...listTexts(message)].filter((part) => !text.includes(part))).toEqual([]);
  });

  it.each(programs)('say of nothing else that it was sent, and why it was not: %s', (file) => {
    const text = read(file);
    // Graph's own door has an error for all that was not sent.
    expect(text).toMatch(file === 'graph-client.mjs' ? /\berror\.message\b/ : /["']sent["'][^]*\bdetail\b/);
  });

  it.each(examples.filter((file) => file.endsWith('.mjs')))('read settings that README.md has: %s', (file) => {
    const [, names = ''] = /const \{ (.+) \} = process\.env;/.exec(read(file)) ?? [];
    expect(names.split(', ').filter((name) => !settingNames.includes(name))).toEqual([]);
  });
});

describe('the examples that are files of requests', () => {
  it.each(['requests.http', 'events.http'])('read settings that README.md has: %s', (file) => {
    const names = read(file).match(/(?<=processEnv )\w+/g) ?? [];
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  it('post one event to every door that is an example', () => {
    const doors = examples.flatMap((file) => /^doors\/(.+)\.json$/.exec(file)?.[1] ?? []);
    const posted = [
      ...read('events.http').matchAll(/^POST \S+ API_ADDRESS\}\}\/events\/\S+ HOST_TENANT_ID\}\}\.(\S+)$/gm),
    ];
    expect(posted.map(([, name = '']) => name).toSorted()).toEqual(doors.toSorted());
  });
});

describe('README.md', () => {
  it('has a row for every example', () => {
    expect(rows.filter((name) => !settingNames.includes(name)).toSorted()).toEqual(examples.toSorted());
  });

  it('has a row for every setting that an example reads', () => {
    const texts = examples.map(read).join('\n');
    expect(settingNames.filter((name) => !new RegExp(`\\b${name}\\b`).test(texts))).toEqual([]);
    expect(commonSettings.filter((name) => !settingNames.includes(name))).toEqual([]);
  });
});
