import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../functions/access.ts';
import { createHoldBody } from '../../functions/bodies.ts';
import type { Routes } from '../../functions/http-handlers.ts';
import { createReadVisit } from '../../functions/read-visit.ts';
import { createMemoryConnector, erp, personOf, publicUrl } from '../fakes/memory-connector.ts';
import { formHeaders } from './person.ts';
import { routes } from './routes.ts';

const fake = createMemoryConnector();
const { verifyAccessToken } = fake;
const { signIn } = fake.connector;
const readVisit = createReadVisit(fake.connector);
const { verifySignature } = fake;
const readTenant = fake.connector.tenants.read;
const authenticate = createAuthenticate({
  publicUrl,
  readTenant,
  signIn,
  verifyAccessToken,
  verifySignature,
  holdUnverified: createHoldBody(),
  readVisit,
});
const url = `${publicUrl}/test`;

describe('createAuthenticate', () => {
  it('asks nothing of anyone, whatever they bring', async () => {
    const request = new HttpRequest({ method: 'GET', url, headers: { authorization: 'Bearer wrong', cookie: 'x=y' } });
    expect(await authenticate('anyone', request)).toBeUndefined();
  });

  it.each([
    ['caller', erp, ['send', 'read', 'manage']],
    ['reader', 'manager', ['read', 'manage']],
    ['manager', 'manager', ['read', 'manage']],
    ['operator', 'operator', ['operate', 'configure']],
    ['configurator', 'operator', ['operate', 'configure']],
  ] as const)('knows a %s by their token alone', async (access, application, rights) => {
    const asked = (headers: Record<string, string>) =>
      authenticate(access, new HttpRequest({ method: 'GET', url, headers }));
    expect(await asked({ authorization: `Bearer ${application}` })).toMatchObject({ clientId: application, rights });
    const { secret, handle } = await fake.signIn('ann', 'manage');
    const cookie = `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
    const others = [{}, { cookie }, { 'x-ms-client-principal': 'e30=' }, { 'x-functions-key': 'key' }];
    for (const headers of others) await expect(asked(headers)).rejects.toMatchObject({ code: 'unauthorized' });
    const isManagers = access === 'manager' || access === 'reader';
    const strangers = isManagers ? ['outsider', 'operator'] : ['outsider', 'manager'];
    for (const other of strangers)
      await expect(asked({ authorization: `Bearer ${other}` })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('reads what strangers sign within a budget of its own, and only while it looks at it', async () => {
    const holdUnverified = createHoldBody({ bytes: 100, reservedBytes: 0, smallBytes: 0 });
    const own = createAuthenticate({
      publicUrl,
      readTenant,
      signIn,
      verifyAccessToken,
      verifySignature,
      holdUnverified,
      readVisit,
    });
    const ask = () =>
      own(
        'signed',
        new HttpRequest({ method: 'POST', url, body: { string: 'x'.repeat(60) }, headers: { 'content-length': '60' } }),
      );
    const together = await Promise.allSettled([ask(), ask()]);
    expect(together).toMatchObject([{ reason: { code: 'unauthorized' } }, { reason: { code: 'overloaded' } }]);
    await expect(ask()).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('knows a person who looks by the session in their cookies, and no one without', async () => {
    const { secret, handle } = await fake.signIn('ann', 'manage');
    const look = (headers: Record<string, string>) =>
      authenticate('person', new HttpRequest({ method: 'GET', url, headers }));
    const cookie = `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
    expect(await look({ cookie })).toMatchObject({
      handle,
      sender: { hostTenantId: fake.config.hostTenantId, hostObjectId: personOf('ann').hostObjectId },
    });
    for (const headers of [{}, { authorization: `Bearer ${erp}` }, { cookie: cookie.replace(secret, 'A'.repeat(43)) }])
      expect(await look(headers)).toBeUndefined();
  });

  it('asks every method but GET and HEAD for the form, so that a cookie alone never acts', async () => {
    const { secret, handle } = await fake.signIn('ann', 'manage');
    const cookie = `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
    for (const method of ['POST', 'DELETE', 'PUT', 'PATCH'])
      await expect(authenticate('person', new HttpRequest({ method, url, headers: { cookie } }))).rejects.toMatchObject(
        {
          code: 'cross_site_request',
        },
      );
    expect(await authenticate('person', new HttpRequest({ method: 'HEAD', url, headers: { cookie } }))).toMatchObject({
      handle,
    });
  });

  it('lets a person act by a form of our own pages only, with the session it names', async () => {
    const { secret, handle } = await fake.signIn('ann', 'manage');
    const cookie = `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
    const act = (headers: Record<string, string>, body: string) =>
      authenticate('person', new HttpRequest({ method: 'POST', url, headers, body: { string: body } }));
    expect(await act({ ...formHeaders, cookie }, `handle=${handle}`)).toMatchObject({ handle });
    await expect(act({ ...formHeaders, cookie }, '')).rejects.toMatchObject({ code: 'request_expired' });
    await expect(act(formHeaders, `handle=${handle}`)).rejects.toMatchObject({ code: 'browser_mismatch' });
    const foreign = { ...formHeaders, origin: 'https://northwindtraders.com', cookie };
    await expect(act(foreign, `handle=${handle}`)).rejects.toMatchObject({ code: 'cross_site_request' });
  });
});

describe('Routes', () => {
  it('compiles only with a row for every route and method, whose access proves what the handler takes', () => {
    const { send: _send, ...without } = routes;
    // @ts-expect-error A route without a row.
    const missing: Routes = without;
    // @ts-expect-error A row without a handler.
    const surplus: Routes = { ...routes, other: { path: 'other', GET: 'anyone' } };
    // @ts-expect-error A method without an access.
    const silent: Routes = { ...routes, sender: { path: 'senders/{sender}', GET: 'caller' } };
    // @ts-expect-error A method without a handler.
    const unhandled: Routes = { ...routes, send: { path: 'send', POST: 'caller', GET: 'anyone' } };
    // @ts-expect-error A handler that takes a caller, open to anyone.
    const open: Routes = { ...routes, send: { path: 'send', POST: 'anyone' } };
    // @ts-expect-error A handler that takes what was signed, for callers.
    const unsigned: Routes = { ...routes, sendSigned: { path: 'send/{source}', POST: 'caller' } };
    // @ts-expect-error A handler that takes a person, for callers.
    const mistaken: Routes = { ...routes, meTest: { path: 'me/test', POST: 'caller' } };
    // @ts-expect-error A handler that takes what a door let in, for callers.
    const doorless: Routes = { ...routes, events: { ...routes.events, POST: 'caller' } };
    // @ts-expect-error A handler that takes a caller, for doors.
    const knocked: Routes = { ...routes, send: { path: 'send', POST: 'door' } };
    expect([missing, surplus, silent, unhandled, open, unsigned, mistaken, doorless, knocked]).toHaveLength(9);
  });

  it('lets a handler that takes nothing be for callers alone', () => {
    const closed: Routes = { ...routes, health: { path: 'health', GET: 'caller', HEAD: 'caller' } };
    expect(closed.health.GET).toBe('caller');
  });

  it('names for every route and method who may call it', () => {
    const rows = Object.entries(routes).map(([name, { path: _path, ...access }]) => [name, access]);
    expect(Object.fromEntries(rows)).toEqual({
      authorize: { GET: 'anyone', HEAD: 'anyone', POST: 'anyone' },
      authorizeEnded: { GET: 'anyone', HEAD: 'anyone' },
      callback: { GET: 'anyone' },
      me: { GET: 'person' },
      meCheck: { GET: 'person' },
      meTest: { POST: 'person' },
      meDisconnect: { POST: 'person' },
      meErase: { POST: 'person' },
      meRefuse: { POST: 'person' },
      meRelease: { POST: 'person' },
      meSignOut: { POST: 'anyone' },
      console: { GET: 'administrator' },
      consoleEnd: { POST: 'anyone' },
      consoleItem: { GET: 'administrator', POST: 'administrator' },
      consolePage: { GET: 'administrator', POST: 'administrator' },
      assets: { GET: 'anyone', HEAD: 'anyone' },
      docsErrors: { GET: 'anyone', HEAD: 'anyone' },
      trust: { GET: 'anyone', HEAD: 'anyone' },
      send: { POST: 'caller' },
      sendSigned: { POST: 'signed' },
      attachment: { GET: 'reader', PUT: 'caller' },
      messages: { GET: 'reader' },
      changedMessages: { GET: 'reader' },
      message: { GET: 'reader' },
      messageContent: { GET: 'reader' },
      messageCancel: { POST: 'caller' },
      messageResend: { POST: 'caller' },
      graphBatch: { POST: 'caller' },
      graphSendMail: { POST: 'caller' },
      graphSendMailAsMe: { POST: 'caller' },
      graphSendMailAsMeQualified: { POST: 'caller' },
      graphSendMailQualified: { POST: 'caller' },
      graphUnknown: { GET: 'anyone', HEAD: 'anyone' },
      changedSenders: { GET: 'manager' },
      senders: { GET: 'manager' },
      findSender: { POST: 'manager' },
      sender: { GET: 'manager', DELETE: 'manager' },
      senderTest: { POST: 'manager' },
      senderDiagnosis: { GET: 'manager', POST: 'manager' },
      events: { GET: 'anyone', POST: 'door', OPTIONS: 'anyone' },
      openApi: { GET: 'anyone', HEAD: 'anyone' },
      swagger: { GET: 'anyone', HEAD: 'anyone' },
      health: { GET: 'anyone', HEAD: 'anyone' },
      healthReady: { GET: 'operator' },
      audit: { GET: 'configurator' },
      invitations: { POST: 'configurator' },
      registrations: { GET: 'configurator' },
      registration: { GET: 'configurator', PUT: 'configurator', DELETE: 'configurator' },
      registrationVersions: { GET: 'configurator' },
      tenants: { GET: 'configurator' },
      tenant: { GET: 'configurator', PUT: 'configurator', DELETE: 'configurator' },
      tenantDocuments: { GET: 'configurator' },
      tenantDocument: { GET: 'configurator', PUT: 'configurator', DELETE: 'configurator' },
      documentVersions: { GET: 'configurator' },
      previewTemplate: { POST: 'configurator' },
      diagnoseSender: { POST: 'configurator' },
      offBoardTenant: { POST: 'configurator' },
      unknown: { GET: 'anyone', HEAD: 'anyone' },
    });
  });
});
