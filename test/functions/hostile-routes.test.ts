/**
 * Hostile requests at every route and method of the table of triggers, with the right credential, with none and with one that has no
 * right. The seed is fixed; a failure prints it with the request, and FAST_CHECK_SEED sets another.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../functions/access.ts';
import type { RouteName } from '../../functions/http-handlers.ts';
import type { Method } from '../../functions/respond.ts';
import { outcomes } from '../../shared/outcomes.ts';
import * as bodies from './hostile-bodies.ts';
import { accessOf, type Credential } from './hostile-credentials.ts';
import { createHostileStage, type HostileStage } from './hostile-stage.ts';
import { orderPayload } from '../shared/templates/sample-template.ts';
import { aim } from './hostile-requests.ts';
import { createTargets } from './hostile-targets.ts';
import { invoke, type Given, type Invocation } from './invoke.ts';
import { routes } from './routes.ts';

const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_130);
const runs: Record<Credential, number> = { right: 40, none: 8, stranger: 4 };

type Request = [name: RouteName, method: string, given: Given];
type Row = { path: string } & Partial<Record<Method, Access>>;
const table = Object.entries(routes) as [RouteName, Row][];
const SECRETIVE = /\n\s+at (?:\S+ \(|async |node:|\/)|node_modules|file:\/\/|\.(?:ts|js|mjs):\d|Error:/;

/** What holds for every answer; `given` says in the message what was asked. */
function checkAnswer(name: RouteName, method: string, { status, headers, body, json, lines }: Invocation): void {
  // 501 is the answer to batches, 503 that to what passes; Microsoft is never at fault here.
  expect(
    status < 500 || status === 503 || (name === 'graphBatch' && status === 501),
    `${status} ${lines[0]?.text}`,
  ).toBe(true);
  expect(lines.map(({ text }) => text).join('\n')).not.toContain('internal_error');
  expect(SECRETIVE.exec(body)?.[0]).toBeUndefined();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  if (status < 400 || method === 'HEAD') return;
  const type = headers.get('content-type') ?? '';
  if (name.startsWith('graph')) {
    expect(type).toBe('application/json');
    expect(json['error']).toMatchObject({ code: expect.stringMatching(/^\w+$/), message: expect.stringMatching(/\S/) });
    return;
  }
  if (type.startsWith('text/html')) return expect(pages).toContain(name);
  // A message that exists says itself why it failed.
  if (status === 422 && 'id' in json) return expect(type).toBe('application/json');
  expect(type).toBe('application/problem+json');
  expect(json).toMatchObject({ status, detail: expect.stringMatching(/\S/), who: expect.stringMatching(/\S/) });
  expect(Object.keys(outcomes)).toContain(json['code']);
}

const pages: RouteName[] = table
  .filter(
    ([name, row]) =>
      row.GET === 'person' ||
      row.POST === 'person' ||
      /^(authorize|callback|console|docs|trust|assets|unknown|meSign)/.test(name),
  )
  .map(([name]) => name);

/** What was taken is sent, or fails as a message does. */
async function deliver({ connector }: HostileStage, { json }: Invocation): Promise<void> {
  const { id, status } = json;
  if (typeof id === 'string' && status === 'queued') await connector.messages.deliver(id);
}

const byOther: readonly Access[] = ['anyone', 'person', 'administrator', 'door'];
const isByToken = (access: Access | undefined) => access !== undefined && !byOther.includes(access);

async function attack(stage: HostileStage, [name, row]: [RouteName, Row], method: string, credential: Credential) {
  const targets = createTargets(stage)[name];
  const path = row.path.replaceAll(/[{}*$]/g, '');
  const ask = async (at: RouteName, by: string, given: Given) => {
    const answer = await invoke(stage.handlers[at], by, await stage.prove(at, by, credential, given));
    checkAnswer(at, by, answer);
    return answer;
  };
  await fc.assert(
    fc.asyncProperty(aim(name, method, targets, stage.clock.now()), async (given) => {
      const before = stage.graph.sent.length;
      const answer = await ask(name, method, { ...given, path });
      for (const next of listNext(name, method, given, answer)) await ask(...next);
      if (credential === 'right') return deliver(stage, answer);
      expect(stage.graph.sent).toHaveLength(before);
      if (isByToken(accessOf(name, method))) expect([400, 401, 403, 411, 413, 415]).toContain(answer.status);
    }),
    { numRuns: runs[credential], seed, endOnFailure: true },
  );
}

/** What reads again what was taken: a message and its content; a template, filled and by a door. */
function listNext(name: RouteName, method: string, { params = {} }: Given, { status, json }: Invocation): Request[] {
  if (status >= 300) return [];
  const { id } = json;
  if (/^send|^graphSend|Resend$/.test(name) && typeof id === 'string')
    return (['message', 'messageContent'] as const).map((next) => [next, 'GET', { params: { id } }]);
  if (name !== 'tenantDocument' || method !== 'PUT') return [];
  const headers = { 'content-type': 'application/json' };
  const doors = Object.keys(bodies.doors).map((door) => ({ door: `${params['tenant']}.${door}` }));
  return [
    ['previewTemplate', 'POST', { params, headers, body: JSON.stringify({ values: orderPayload }) }],
    ...doors.map((door, at): Request => [
      'events',
      'POST',
      { params: door, headers, body: JSON.stringify(bodies.events[at]) },
    ]),
  ];
}

describe('hostile requests', () => {
  it('are aimed at every route', async () => {
    const targets = createTargets({ messages: ['x'], attachment: 'x' });
    expect(Object.keys(targets).toSorted()).toEqual(table.map(([name]) => name).toSorted());
  });

  it.each(table)('are refused or answered as any other, and never a fault: %s', async (name, row) => {
    const methods = Object.keys(row).filter((key) => key !== 'path');
    const stage = await createHostileStage();
    for (const method of methods)
      for (const credential of ['none', 'stranger', 'right'] as const)
        await attack(stage, [name, row], method, credential);
    for (const method of ['PATCH', 'PROPFIND', 'DELETE'].filter((one) => !methods.includes(one)))
      await attack(stage, [name, row], method, 'stranger');
  });
});
