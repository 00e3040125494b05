import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage } from '../../infra/build/build-package.ts';
import { outcomes } from '../../shared/outcomes.ts';
import { languages } from '../../shared/pages/text/languages.ts';
import { multipart, nodemailer } from '../shared/mime/mime-samples.ts';
import { catalogues } from '../shared/pages/text/all-texts.ts';
import { unzip } from '../infra/build/unzip.ts';
import { startApp, submission, type App } from './app.ts';
import { buildDeployedSettings } from './deployed-settings.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
let files: Record<string, Buffer>;
let app: App;

/** Node refuses to read anything but the host itself, the package and the certificate of the stack. */
function refuseOtherFiles(certificate: string): Record<string, string> {
  const readable = [join(root, 'infra/local/host'), join(root, 'package.json'), folder, certificate];
  return { NODE_OPTIONS: ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`)].join(' ') };
}

beforeAll(async () => {
  files = unzip(await buildPackage());
  folder = join(await realpath(await mkdtemp(join(tmpdir(), 'package-'))), 'app');
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  app = await startApp({
    appFolder: folder,
    environment: (stack) => ({
      ...buildDeployedSettings('smallest', stack),
      ...refuseOtherFiles(stack.environment['NODE_EXTRA_CA_CERTS'] ?? ''),
      // The local host reads the queue with a package of its own, which is elsewhere.
      'AzureWebJobs.deliver.Disabled': 'true',
    }),
  });
});
afterAll(async () => {
  await app.close();
  await rm(dirname(folder), { recursive: true });
});

describe('the package, unzipped into an empty folder', () => {
  const languageFiles = languages.map((language) => `text-${language}.cjs`);

  it('holds the bundles, a file for the SDKs, for what reads messages, for each language, for the long page, for the descriptions, for large messages, for MIME, for doors, templates, callbacks, guests, counts, diagnosing, the console, mailboxes that documents name, and for each package that a send does without, host.json and a minimal package.json, and nothing else', () => {
    const code = [
      'activity.cjs',
      'azure-sdks.cjs',
      'callbacks.cjs',
      'check.cjs',
      'console-assets.cjs',
      'console.cjs',
      'core-xml.cjs',
      'descriptions.cjs',
      'diagnosis.cjs',
      'doors.cjs',
      'drafts.cjs',
      'graph-door.cjs',
      'guests.cjs',
      'handlers.cjs',
      'html.cjs',
      'http-proxy-agent.cjs',
      'https-proxy-agent.cjs',
      'index.cjs',
      'jsonwebtoken.cjs',
      'mailboxes.cjs',
      'mime-header.cjs',
      'mime-parts.cjs',
      'mime-writer.cjs',
      'open.cjs',
      'parsers.cjs',
      'providers.cjs',
      'schemas.cjs',
      'smtp.cjs',
      'templates.cjs',
      'trust.cjs',
      ...languageFiles,
    ];
    expect(Object.keys(files)).toEqual([...code, 'host.json', 'package.json'].toSorted());
    expect(JSON.parse(String(files['package.json']))).toEqual({
      name: 'guestmail',
      version: expect.any(String),
      private: true,
      main: 'index.cjs',
    });
  });

  it('holds the sentences of a language in its file alone, and there nothing else', () => {
    const holders = (text: string) => Object.keys(files).filter((name) => files[name]?.includes(text));
    for (const language of languages)
      expect(holders(catalogues[language].headings.not_found)).toEqual([`text-${language}.cjs`]);
    // What makes markup: one module must have made all of it.
    expect(holders('A template ends inside')).toEqual(['html.cjs']);
    expect(holders('Record of processing activities')).toEqual(['trust.cjs']);
    expect(holders(catalogues.en.trust.request)).toEqual(['text-en.cjs']);
    const required = [...languageFiles, 'trust.cjs'].map((name) => String(files[name]).match(/require\("[^"]+"\)/g));
    expect(new Set(required.flat())).toEqual(new Set(['require("./html.cjs")']));
  });

  it('holds what only large messages need in one file, without a copy of what the start has loaded', () => {
    const holders = (text: string) => Object.keys(files).filter((name) => files[name]?.includes(text));
    expect(holders('/attachments/createUploadSession')).toEqual(['drafts.cjs']);
    expect(String(files['drafts.cjs'])).not.toMatch(/require\(/);
    // The class of faults, and the table of outcomes.
    expect(holders('the request may have been sent')).toEqual(['callbacks.cjs', 'handlers.cjs']);
    expect(holders('require("./callbacks.cjs")')).toEqual(['handlers.cjs']);
    const withOutcomes = holders(outcomes.message_too_large.detail);
    expect(withOutcomes).toEqual(['console.cjs', 'descriptions.cjs', 'diagnosis.cjs', 'guests.cjs', 'handlers.cjs']);
    expect(holders('require("./drafts.cjs")')).toEqual(['handlers.cjs']);
  });

  it('holds what only events need in one file, without a copy of what the start has loaded', () => {
    const holders = (text: string) => Object.keys(files).filter((name) => files[name]?.includes(text));
    expect(holders('BusinessEventsTestEndpointContract')).toEqual(['doors.cjs']);
    expect(String(files['doors.cjs'])).not.toMatch(/require\("\.|ConnectorError/);
    expect(holders('require("./doors.cjs")')).toEqual(['console.cjs', 'handlers.cjs']);
  });

  it('holds what only guests need in one file, with the reader of CSV', () => {
    const holders = (text: string) => Object.keys(files).filter((name) => files[name]?.includes(text));
    // The console checks again what a page has carried along.
    expect(holders('customizedMessageBody')).toEqual(['console.cjs', 'guests.cjs']);
    expect(holders('require("./guests.cjs")')).toEqual(['handlers.cjs']);
    const required = String(files['guests.cjs']).match(/require\("[^"]+"\)/g);
    expect(new Set(required)).toEqual(new Set(['require("./handlers.cjs")', 'require("node:crypto")']));
  });

  it('holds the console in a file that its first page loads, and what its pages load in another', () => {
    const holders = (text: string) => Object.keys(files).filter((name) => files[name]?.includes(text));
    expect(holders('Email connector of ')).toEqual(['console.cjs']);
    expect(holders('data-continue')).toEqual(['console-assets.cjs', 'console.cjs']);
    expect(holders('require("./console.cjs")')).toEqual(['handlers.cjs']);
    expect(holders('require("./console-assets.cjs")')).toEqual(['console.cjs', 'handlers.cjs']);
  });

  it('has no installed package beside or above it', () => {
    for (let at = folder; at !== dirname(at); at = dirname(at))
      expect(existsSync(join(at, 'node_modules'))).toBe(false);
  });

  it('starts there with the settings of the deployment and sends, reading no file from elsewhere', async () => {
    await app.connect('ann');
    const answer = await app.call('POST', '/send', { body: submission(app.senderOf('ann'), 'from the package') });

    expect([answer.status, answer.json['status']]).toEqual([200, 'sent']);
    expect(app.host.lines.filter((line) => /ERR_ACCESS_DENIED|permission/i.test(line))).toEqual([]);
  });

  it('passes on, converts and writes MIME with the files that are loaded for it', async () => {
    const headers = { 'Content-Type': 'message/rfc822' };
    const post = (mime: Buffer) => app.call('POST', '/send', { headers, body: mime.toString() });
    const [passed, converted] = [await post(nodemailer), await post(multipart('multipart/mixed', 2_400_000))];
    expect([passed.json['status'], converted.json['status']]).toEqual(['sent', 'sent']);
    const held = await app.call('POST', '/send', { body: submission(app.senderOf('ben'), 'held') });
    const written = await fetch(`${app.publicUrl}/messages/${String(held.json['id'])}/content`, {
      headers: { Authorization: `Bearer ${await app.stack.callerToken()}` },
    });
    expect([written.status, await written.text()]).toEqual([200, expect.stringContaining('Subject: held')]);
    const holders = (text: string) => Object.keys(files).filter((name) => files[name]?.includes(text));
    expect([holders('windows1252'), holders('_NmP')]).toEqual([['mime-parts.cjs'], ['mime-writer.cjs']]);
  });

  it('shows the page for IT and data protection with what its settings say, and an error page while its file is missing', async () => {
    const file = join(folder, 'trust.cjs');
    await rm(file);
    const broken = await fetch(`${app.publicUrl}/trust`);
    const bug = app.host.lines.filter((line) => line.includes('"function":"trust"'));
    await writeFile(file, files['trust.cjs'] ?? '');
    const answer = await fetch(`${app.publicUrl}/trust`);
    const page = await answer.text();

    expect([broken.status, broken.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(bug).toEqual([expect.stringMatching(/"outcome":"internal_error".* alarm=internal_error/)]);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { ENTRA_CLIENT_ID, HOST_TENANT_ID, PUBLIC_URL } = app.stack.environment;
    for (const known of [ENTRA_CLIENT_ID, HOST_TENANT_ID, PUBLIC_URL]) expect(page).toContain(known);
    // This machine is in no region of Azure.
    expect(page).toContain('[operator fills in: region of Azure]');
  });

  it('speaks every language; while one cannot be loaded English, with a line for the operator', async () => {
    const tell = async (accepted: string) => {
      const answer = await fetch(`${app.publicUrl}/authorize`, { headers: { 'Accept-Language': accepted } });
      const [, lang] = /<html lang="(..)">/.exec(await answer.text()) ?? [];
      return [answer.status, answer.headers.get('content-language'), lang];
    };
    const file = join(folder, 'text-de.cjs');
    const told = () => app.host.lines.filter((line) => line.includes('language_not_loaded'));
    // Nobody has asked for it, so nothing of it is loaded.
    await writeFile(file, 'exports.');
    expect(await tell('de')).toEqual([200, 'en', 'en']);
    await rm(file);
    expect(await tell('de')).toEqual([200, 'en', 'en']);
    expect(told()).toEqual([
      expect.stringMatching(
        /"function":"authorize","outcome":"language_not_loaded","language":"de".*"cause":"SyntaxError/,
      ),
      expect.stringMatching(/"language":"de".*"cause":"Error (ENOENT|MODULE_NOT_FOUND)/),
    ]);

    await writeFile(file, files['text-de.cjs'] ?? '');
    for (const language of languages) expect(await tell(language)).toEqual([200, language, language]);
    // Once loaded, it is kept.
    await rm(file);
    expect(await tell('de')).toEqual([200, 'de', 'de']);
    expect(told()).toHaveLength(2);
  });
});
