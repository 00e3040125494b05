/**
 * The requests of the email account for Business Central, in test/examples/business-central/, each against the running connector, in their
 * order; and what its sources read of the answers.
 *
 * They are written from the sources of infra/business-central/app and not recorded from a tenant. How an answer is shown follows
 * "GML Answer" and "GML Send". Whether sources and requests say the same, test/infra/business-central/requests.test.ts compares.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRequests, type AccountAction } from '../examples/read-requests.ts';
import { listAnswerPaths } from '../infra/business-central/answer-paths.ts';
import { readAlFiles } from '../infra/business-central/al-source.ts';
import { deployedLimit, startApp, strict, submission } from './app.ts';
import { connectLarge } from './connect-large.ts';

const app = await startApp({ mailPermission: 'Mail.ReadWrite', settings: deployedLimit });
afterAll(() => app.close());
const { entra, graph, directory, registrations, callerToken } = app.stack;
const { id: hostTenantId } = directory.hostTenant;
const upnOf = (key: string) => directory.person(key).host?.userPrincipalName ?? '';
/** What stands in braces in the requests. */
const values: Record<string, string> = { upn: upnOf('ann'), otherUpn: upnOf('ben') };
const answers: Record<string, unknown>[] = [];

beforeAll(async () => {
  await connectLarge(app, 'ann');
  values['token'] = await callerToken();
  const environments = [{ clientId: registrations.erp.clientId, type: 'Production', name: 'Production' }];
  const headers = { 'If-None-Match': '*' };
  const written = { body: { environments }, headers, as: registrations.operator.clientId };
  expect((await app.call('PUT', `/tenants/${hostTenantId}`, written)).status).toBe(201);
});

const fill = (text: string) =>
  text.replace(/\{(upn|otherUpn|token|file|sender)\}/g, (_, name: string) => values[name] ?? name);

async function ask({ request: { method, path, headers, body, bytes } }: AccountAction) {
  const response = await fetch(`${app.publicUrl}${fill(path)}`, {
    method,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    ...(body !== undefined && { body: fill(JSON.stringify(body)) }),
    ...(bytes !== undefined && { body: Buffer.alloc(bytes, 'x') }),
  });
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, json, isRepeated: response.headers.has('idempotency-replayed') };
}

const faults: Record<string, () => void> = {
  hold: () => graph.faults.add({ path: '/sendMail', delayMilliseconds: 4_000, action: { kind: 'pass' } }),
  lose: () => graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } }),
  refuse: () => answerOnce(403, 'ErrorSendAsDenied'),
  throttle: () => answerOnce(429, 'ApplicationThrottled', { 'retry-after': '1' }),
};

function answerOnce(status: number, code: string, headers: Record<string, string> = {}): void {
  const body = { error: { code, message: 'x' } };
  graph.faults.add({ path: '/sendMail', action: { kind: 'answer', status, headers, body } });
}

/** The same request from another session; resolves once Exchange has got it. */
async function askBefore(action: AccountAction) {
  const countSending = () => graph.requests.filter(({ path }) => path.endsWith('/sendMail')).length;
  const before = countSending();
  const answer = ask(action);
  await expect.poll(countSending).toBe(before + 1);
  return { answer };
}

/** What is at the end of a path, as `SelectToken` in AL finds it; it throws where an index is below zero, as .NET does. */
function select(answer: unknown, path: string): unknown {
  const { attempts } = answer as { attempts?: unknown[] };
  if (path.includes('%1') && attempts?.length === 0 && !asksForAttempts) throw new Error(`${path} has no index -1`);
  const steps = path
    .replace('%1', String((attempts?.length ?? 0) - 1))
    .replaceAll(/\[(-?\d+)\]/g, '.$1')
    .split('.');
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], answer);
}

/** As "GML Answer" explains one. */
function explain(json: unknown): string {
  const detail = select(json, 'detail') ?? select(json, 'error.detail');
  return [detail, select(json, 'consentUrl')].filter((text) => typeof text === 'string').join(' Open ');
}

const sources = readAlFiles(join(import.meta.dirname, '../../infra/business-central/app'));
const asksForAttempts = sources.some(
  ({ name, text }) => name === 'GML Answer' && /Attempts\.AsArray\(\)\.Count\(\) = 0 then\s+exit\(''\);/.test(text),
);
const paths = listAnswerPaths(sources);

const mails = () => graph.messages().map(({ subject }) => subject);

describe.each(['send', 'attachments', 'outbox', 'senders'])('the account of Business Central: %s.json', (file) => {
  it.each(readRequests(file).map((action) => [action.action, action] as const))('%s', async (_name, action) => {
    const before = mails().length;
    if (action.waits) await new Promise((resolve) => setTimeout(resolve, 1_100));
    if (action.fault) faults[action.fault]?.();
    const held = action.fault === 'hold' ? await askBefore(action) : undefined;
    const { status, json, isRepeated } = await ask(action);
    answers.push(json);
    expect(() => paths.map((path) => select(json, path))).not.toThrow();
    expect({ status, body: json }, JSON.stringify(json)).toMatchObject({
      status: action.answer.status,
      body: action.answer.body,
    });
    if (action.keeps) values[action.keeps] = String(json['id']);
    if (action.says !== undefined) {
      expect(explain(json)).not.toBe('');
      expect(explain(json)).toContain(action.says);
    }
    // What the account takes for success is a mail, and nothing else is.
    if (held) expect((await held.answer).json['status']).toBe('sent');
    if (action.request.path === '/send' && !['lose', 'hold'].includes(action.fault ?? ''))
      expect(mails().length - before).toBe(json['status'] === 'sent' && !isRepeated ? 1 : 0);
  });
});

describe('the mails', () => {
  const mail = (subject: string) => graph.messages().filter((one) => one.subject === subject);

  it.each(['Invoice SI-103042', 'Invoice SI-103042, corrected', 'Corrected', 'Slow', 'Large file', 'Image'])(
    'arrive once: %s',
    (subject) => {
      expect(mail(subject)).toHaveLength(1);
    },
  );

  it('that were unknown arrive again only when a person has decided so', () => {
    expect(mail('Lost')).toHaveLength(2);
    expect(mail('Lost, edited')).toHaveLength(0);
  });

  it('have what the account has put into them', () => {
    const [statement] = mail('Statement');
    expect(statement).toMatchObject({ importance: 'high' });
    expect(JSON.stringify(statement)).toContain('accounts@contoso.com');
    expect(JSON.stringify(statement)).toContain('x-contoso-document');
    const [image] = mail('Image');
    expect(image?.attachments).toMatchObject([{ contentId: 'logo', isInline: true }]);
    const [large] = mail('Large file');
    expect(large?.attachments).toMatchObject([{ name: 'Drawings 42.zip', size: 5_000_000 }]);
    const [files] = mail('Files');
    expect(files?.attachments).toHaveLength(4);
  });
});

describe('the answers', () => {
  beforeAll(async () => {
    // A second mailbox, so that the list goes on, whose person has withdrawn what was granted.
    await connectLarge(app, 'mia');
    answers.push((await app.call('GET', '/senders?top=1')).json);
    entra.revokeRefreshTokens('mia');
    answerOnce(401, 'InvalidAuthenticationToken');
    const environment = { type: 'Production', name: 'Production' };
    await app.call('POST', '/send', {
      body: submission(app.senderOf('mia'), 'Revoked', { environment }),
      headers: strict,
    });
    answers.push(
      (await app.call('POST', '/senders/find', { body: { sender: directory.person('mia').userPrincipalName } })).json,
    );
  });

  it.each(paths)('say somewhere what the sources read: %s', (path) => {
    expect(answers.some((answer) => select(answer, path) !== undefined)).toBe(true);
  });
});

describe('README.md', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../infra/business-central/README.md'), 'utf8');

  it('explains every code that an answer here has', () => {
    const codes = answers.flatMap((answer) => [select(answer, 'code'), select(answer, 'error.code')]);
    const known = [...new Set(codes)].filter((code) => typeof code === 'string');
    expect(known.length).toBeGreaterThan(5);
    expect(known.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
  });
});
