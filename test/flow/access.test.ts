/**
 * The table of routes, walked over the wire: every method of every route, with every kind of credential.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { readRoutes } from './read-routes.ts';
import { startApp } from './app.ts';
import { requestDelegatedToken } from './delegated-token.ts';

const app = await startApp();
const routes = await readRoutes();
// The readiness checks hold once it has run.
await app.runTimer('sweep');
afterAll(() => app.close());

const { registrations, callerToken } = app.stack;
/** In the order of the answers below. */
const tokens = await Promise.all([
  Promise.resolve(undefined),
  requestDelegatedToken(app.stack, 'mia'),
  callerToken(registrations.outsider.clientId),
  callerToken(),
  callerToken(registrations.operator.clientId),
  callerToken(registrations.mailer.clientId),
  callerToken(registrations.manager.clientId),
]);

const same = (status: number) => tokens.map(() => status);

/**
 * What no credential, a person's token, a caller without a role, a caller with both, an operator, one that may only send, and one
 * that may only manage senders are answered.
 */
// prettier-ignore
const expected: Record<string, number[]> = {
  'authorize GET': same(200),
  'authorize HEAD': same(200),
  'authorize POST': same(403),
  'authorizeEnded GET': same(303),
  'authorizeEnded HEAD': same(303),
  'callback GET': same(303),
  'me GET': same(200),
  'meCheck GET': same(303),
  'meTest POST': same(403),
  'meDisconnect POST': same(403),
  'meErase POST': same(403),
  'meRefuse POST': same(403),
  'meRelease POST': same(403),
  'meSignOut POST': same(403),
  'assets GET': same(404),
  'assets HEAD': same(404),
  'docsErrors GET': same(200),
  'docsErrors HEAD': same(200),
  'trust GET': same(200),
  'trust HEAD': same(200),
  'console GET': same(200),
  'consoleEnd POST': same(403),
  'consoleItem GET': same(200),
  'consoleItem POST': same(403),
  'consolePage GET': same(200),
  'consolePage POST': same(403),
  'send POST':       [401, 401, 403, 415, 403, 415, 403],
  'sendSigned POST': [401, 400, 400, 400, 400, 400, 400],
  'attachment GET':  [401, 401, 403, 404, 403, 404, 404],
  // An empty file.
  'attachment PUT':  [401, 401, 403, 201, 403, 201, 403],
  'messages GET':    [401, 401, 403, 200, 403, 200, 200],
  'changedMessages GET': [401, 401, 403, 200, 403, 200, 200],
  'message GET':     [401, 401, 403, 404, 403, 404, 404],
  'messageContent GET': [401, 401, 403, 404, 403, 404, 404],
  'messageCancel POST': [401, 401, 403, 404, 403, 404, 403],
  'messageResend POST': [401, 401, 403, 404, 403, 404, 403],
  // `$batch` is refused to whoever may send.
  'graphBatch POST': [401, 401, 403, 501, 403, 501, 403],
  'graphSendMail POST': [401, 401, 403, 415, 403, 415, 403],
  'graphSendMailAsMe POST': [401, 401, 403, 415, 403, 415, 403],
  'graphSendMailAsMeQualified POST': [401, 401, 403, 415, 403, 415, 403],
  'graphSendMailQualified POST': [401, 401, 403, 415, 403, 415, 403],
  'graphUnknown GET': same(404),
  'graphUnknown HEAD': same(404),
  'senders GET':     [401, 401, 403, 200, 403, 403, 200],
  'changedSenders GET': [401, 401, 403, 200, 403, 403, 200],
  'findSender POST': [401, 401, 403, 415, 403, 403, 415],
  'sender GET':      [401, 401, 403, 404, 403, 403, 404],
  'sender DELETE':   [401, 401, 403, 404, 403, 403, 404],
  'senderTest POST': [401, 401, 403, 404, 403, 403, 404],
  'senderDiagnosis GET': [401, 401, 403, 404, 403, 403, 404],
  'senderDiagnosis POST': [401, 401, 403, 404, 403, 403, 404],
  'events GET': same(400),
  'events POST': same(401),
  'events OPTIONS': same(204),
  'openApi GET': same(200),
  'openApi HEAD': same(200),
  'swagger GET': same(200),
  'swagger HEAD': same(200),
  'health GET': same(200),
  'health HEAD': same(200),
  'healthReady GET': [401, 403, 403, 403, 200, 403, 403],
  'audit GET':      [401, 403, 403, 403, 200, 403, 403],
  'invitations POST': [401, 403, 403, 403, 415, 403, 403],
  'registrations GET': [401, 403, 403, 403, 200, 403, 403],
  'registration GET': [401, 403, 403, 403, 404, 403, 403],
  'registration PUT': [401, 403, 403, 403, 415, 403, 403],
  'registration DELETE': [401, 403, 403, 403, 404, 403, 403],
  'registrationVersions GET': [401, 403, 403, 403, 404, 403, 403],
  'tenants GET':    [401, 403, 403, 403, 200, 403, 403],
  'tenant GET':     [401, 403, 403, 403, 404, 403, 403],
  'tenant PUT':     [401, 403, 403, 403, 404, 403, 403],
  'tenant DELETE':  [401, 403, 403, 403, 404, 403, 403],
  'tenantDocuments GET': [401, 403, 403, 403, 404, 403, 403],
  'tenantDocument GET': [401, 403, 403, 403, 404, 403, 403],
  'tenantDocument PUT': [401, 403, 403, 403, 404, 403, 403],
  'tenantDocument DELETE': [401, 403, 403, 403, 404, 403, 403],
  'documentVersions GET': [401, 403, 403, 403, 404, 403, 403],
  'previewTemplate POST': [401, 403, 403, 403, 404, 403, 403],
  'diagnoseSender POST': [401, 403, 403, 403, 404, 403, 403],
  'offBoardTenant POST': [401, 403, 403, 403, 404, 403, 403],
  'unknown GET': same(404),
  'unknown HEAD': same(404),
};

const rows = Object.entries(routes).map(([name, { path, ...access }]) => ({
  name,
  path: `/${path.replace('{*path}', 'nothing/here').replace(/\{\w+\}/g, 'unknown')}`,
  methods: Object.keys(access),
}));

async function ask(method: string, path: string, token: string | undefined): Promise<Response> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return fetch(`${app.publicUrl}${path}`, { method, headers, redirect: 'manual' });
}

describe('the table of routes', () => {
  it('has an expected answer for each method of each route, and for no other', () => {
    const listed = rows.flatMap(({ name, methods }) => methods.map((method) => `${name} ${method}`));
    expect(Object.keys(expected)).toEqual(listed);
  });

  it.each(rows)('lets in to $name whom its row names, and no one else', async ({ name, path, methods }) => {
    for (const method of methods) {
      const answers = await Promise.all(tokens.map((token) => ask(method, path, token)));
      expect([method, ...answers.map(({ status }) => status)]).toEqual([
        method,
        ...(expected[`${name} ${method}`] ?? []),
      ]);
    }
  });

  it.each(rows)(
    'answers every other method of $name with 405, or 404 where nothing is',
    async ({ name, path, methods }) => {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        if (methods.includes(method)) continue;
        const { status } = await ask(method, path, tokens[3]);
        expect([method, status]).toEqual([method, /unknown$/i.test(name) ? 404 : 405]);
      }
    },
  );
});
