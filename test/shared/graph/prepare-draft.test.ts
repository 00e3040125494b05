import { describe, expect, it } from 'vitest';
import { DRAFT_PAUSES_MAX_MILLISECONDS, DRAFT_REPEATS_MAX, UPLOAD_RANGE_BYTES } from '../../../shared/draft-limits.ts';
import { MESSAGE_MARKER } from '../../../shared/graph/message-marker.ts';
import { GRAPH_REQUEST_MAX_BYTES, GRAPH_TIMEOUT_MILLISECONDS } from '../../../shared/limits.ts';
import {
  counting,
  draftId,
  fileOf,
  kindsOf,
  large,
  lost,
  prepare,
  refusal,
  run,
  scriptDrafts,
  small,
  takeRange,
  token,
  unopened,
  uploadUrl,
  type Scripted,
} from './draft-sample.ts';

describe('prepareDraft', () => {
  it('creates a marked draft, tells its id, and only then reads and adds the files in their order', async () => {
    const order: string[] = [];
    const told = (name: string, size: number) =>
      fileOf(size, {
        name,
        async read(from, to) {
          order.push(`${name} ${from}`);
          return Buffer.alloc(to - from);
        },
      });
    const onCreated = async (id: string) => void order.push(`created ${id}`);
    const files = [told('a', 0), told('b', UPLOAD_RANGE_BYTES + 1), told('c', 3)];
    const { outcome, requests } = await run({ put: takeRange }, files, { onCreated });

    expect(outcome).toEqual({ kind: 'prepared', draftId });
    expect(order).toEqual([`created ${draftId}`, 'a 0', 'b 0', `b ${UPLOAD_RANGE_BYTES}`, 'c 0']);
    expect(kindsOf(requests)).toBe('create post session put put post');
    const [created] = requests;
    expect(JSON.parse(String(created?.body))).toEqual({
      subject: 'x',
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      singleValueExtendedProperties: [{ id: MESSAGE_MARKER, value: 'm-1' }],
    });
    for (const { kind, headers, url } of requests) {
      expect(headers['Prefer']).toBe(kind === 'put' ? undefined : 'IdType="ImmutableId"');
      expect(headers['Authorization']).toBe(kind === 'put' ? undefined : `Bearer ${token}`);
      if (kind === 'put') expect(url).toBe(uploadUrl);
    }
  });

  it.each([
    [refusal(400, 'ErrorInvalidRecipients'), 'invalid_recipients'],
    [refusal(403, 'ErrorAccessDenied'), 'access_denied'],
    [refusal(403), 'access_denied'],
    [refusal(404, 'MailboxNotEnabledForRESTAPI'), 'mailbox_not_found'],
    [refusal(404), 'mailbox_not_found'],
    [refusal(413), 'message_too_large'],
    [refusal(429, 'TooManyRequests'), 'mailbox_throttled'],
    [refusal(507, 'ErrorQuotaExceeded'), 'mailbox_full'],
    [unopened, 'graph_unreachable'],
  ] as const)('knows that there is no draft after %j: %s', async (create, code) => {
    const { outcome, requests } = await run({ create });
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(outcome).not.toHaveProperty('draftId');
    expect(requests).toHaveLength(1);
  });

  it.each([
    [lost, { reason: 'ECONNRESET' }],
    [refusal(503, 'ErrorServerBusy', { 'retry-after': '7' }), { reason: 'status 503', retryAfterSeconds: 7 }],
    [{ status: 404 }, { reason: 'status 404' }],
    [{ status: 200, json: { id: draftId } }, { reason: 'status 200' }],
    [{ status: 201, json: {} }, { reason: 'status 201' }],
    [{ status: 201, json: { id: 'a b' } }, { reason: 'status 201' }],
    [{ status: 201, json: { id: 'x'.repeat(2_000) } }, { reason: 'status 201' }],
    [{ status: 307, headers: { location: 'https://northwindtraders.com' } }, { reason: 'status 307' }],
  ] as const)('does not know whether there is a draft after %j, and creates no second one', async (create, details) => {
    const { outcome, requests } = await run({ create });
    expect(outcome).toMatchObject({ kind: 'unclear', ...details });
    expect(requests).toHaveLength(1);
  });

  it('names the recipients that the creation refuses, and passes a refused token on', async () => {
    const text = "Recipient 'mia@contoso.com' is not resolved.";
    const json = { error: { code: 'ErrorInvalidRecipients', message: text } };
    const { outcome } = await run({ create: { status: 400, headers: { 'request-id': 'r-1' }, json } });
    expect(outcome).toMatchObject({ refusedRecipients: ['mia@contoso.com'] });
    const ended = await run({ post: refusal(401, 'InvalidAuthenticationToken') }, [small]);
    expect(ended.outcome).toMatchObject({ kind: 'unauthorized', graphCode: 'InvalidAuthenticationToken', draftId });
  });

  it('passes on what a file or the writing of the row throws, and a file that is cut short', async () => {
    const failing = (error: Error) => async () => {
      throw error;
    };
    const scripted = scriptDrafts();
    const onCreated = failing(new Error('no row'));
    await expect(prepare(scripted, [small], { onCreated })).rejects.toThrow('no row');
    expect(kindsOf(scripted.requests)).toBe('create');
    await expect(run({}, [fileOf(5, { read: failing(new Error('no blob')) })])).rejects.toThrow('no blob');
    await expect(run({}, [fileOf(5, { read: async () => Buffer.alloc(4) })])).rejects.toThrow(
      'another number of bytes',
    );
  });

  it.each([
    [refusal(413, 'ErrorMessageSizeExceeded'), 'message_too_large'],
    [refusal(400, 'ErrorAttachmentSizeLimitExceeded'), 'message_too_large'],
    [refusal(400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'), 'message_too_large'],
    [refusal(507, 'ErrorQuotaExceeded'), 'mailbox_full'],
    [refusal(404, 'ErrorItemNotFound'), 'draft_changed'],
    [refusal(404), 'draft_changed'],
    [refusal(412, 'ErrorIrresolvableConflict'), 'draft_changed'],
    [refusal(403), 'access_denied'],
    [refusal(400), 'message_refused'],
  ] as const)('ends at once when a file is refused for good: %j', async (reply, code) => {
    for (const [files, kind] of [
      [[small], 'post'],
      [[large], 'session'],
    ] as const) {
      const { outcome, requests, pauses } = await run({ [kind]: reply }, [...files]);
      expect(outcome).toMatchObject({ kind: 'refused', code, draftId });
      expect([kindsOf(requests), pauses]).toEqual([`create ${kind}`, []]);
    }
  });

  it('posts what Graph takes in one request, names and base64 included, and uploads what is larger', async () => {
    const named = (size: number) =>
      fileOf(size, { name: 'n'.repeat(255), contentType: 'application/pdf', contentId: 'c' });
    const overhead = (await run({}, [named(0)])).requests[1]?.body?.length ?? 0;
    const largest = Math.floor((GRAPH_REQUEST_MAX_BYTES - overhead) / 4) * 3;
    const { requests } = await run({ put: takeRange }, [named(largest), named(largest + 1)]);
    expect(kindsOf(requests)).toMatch(/^create post session put/);
    expect(requests[1]?.body?.length).toBeLessThanOrEqual(GRAPH_REQUEST_MAX_BYTES);
    expect(requests[1]?.body?.length).toBeGreaterThan(GRAPH_REQUEST_MAX_BYTES - 8);
  });

  it.each([
    ['throttling', refusal(429, 'TooManyRequests', { 'retry-after': '1' })],
    ['an outage', refusal(503, 'ErrorServerBusy', { 'retry-after': '1' })],
  ])('waits as long as Graph asks during %s, and goes on', async (_case, reply) => {
    for (const [kind, file] of [
      ['post', small],
      ['session', large],
    ] as const) {
      const usual: Scripted = kind === 'post' ? { status: 201 } : { status: 201, json: { uploadUrl } };
      const count = kind === 'post' ? [counting(0), counting(1)] : [];
      const { outcome, pauses } = await run({ [kind]: [reply, usual], put: takeRange, count }, [file]);
      expect([outcome.kind, pauses]).toEqual(['prepared', [1_000]]);
    }
  });

  it.each([
    ['post', small],
    ['session', large],
    ['put', large],
  ] as const)('gives up at once when Graph asks to wait longer than a function may (%s)', async (kind, file) => {
    const reply = refusal(429, 'TooManyRequests', { 'retry-after': '120' });
    const { outcome, pauses } = await run({ [kind]: reply }, [file]);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 120, draftId });
    const short = refusal(429, 'TooManyRequests', { 'retry-after': '3' });
    const beyond = await run({ [kind]: short }, [file], { seconds: 2 });
    expect(beyond.outcome).toMatchObject({ code: 'mailbox_throttled', retryAfterSeconds: 3 });
    expect([pauses, beyond.pauses]).toEqual([[], []]);
  });

  it.each([
    ['post', small],
    ['session', large],
    ['put', large],
    ['count', small],
  ] as const)('repeats what is lost again and again so often, and no longer than this (%s)', async (kind, file) => {
    const { outcome, requests, pauses } = await run({ post: lost, [kind]: lost }, [file]);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'graph_unavailable', reason: 'ECONNRESET', draftId });
    expect(requests.filter((one) => one.kind === kind).length).toBeLessThanOrEqual(DRAFT_REPEATS_MAX + 1);
    expect(pauses.length).toBeGreaterThan(2);
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThanOrEqual(DRAFT_PAUSES_MAX_MILLISECONDS);
  });

  it('counts before it posts a file again, and once more at the end', async () => {
    const arrived = await run({ post: [lost, { status: 201 }], count: [counting(1), counting(2)] }, [small, small]);
    expect(arrived.outcome.kind).toBe('prepared');
    expect(kindsOf(arrived.requests)).toBe('create post count post count');
    const notArrived = await run({ post: [lost, { status: 201 }], count: [counting(0), counting(1)] }, [small]);
    expect(notArrived.outcome.kind).toBe('prepared');
    expect(kindsOf(notArrived.requests)).toBe('create post count post count');
    const twice = await run({ post: [lost, { status: 201 }], count: [counting(0), counting(2)] }, [small]);
    expect(twice.outcome).toMatchObject({ kind: 'refused', code: 'graph_unavailable', draftId });
  });

  it('neither begins nor goes on after its time', async () => {
    const late = await run({}, [small], { seconds: 0 });
    expect([late.outcome, late.requests]).toMatchObject([{ kind: 'refused', code: 'graph_unavailable' }, []]);
    for (const file of [small, large]) {
      const scripted = scriptDrafts({});
      const slow = {
        ...file,
        read: async (from: number, to: number) => (scripted.pass(61_000), Buffer.alloc(to - from)),
      };
      expect(await prepare(scripted, [slow])).toMatchObject({ kind: 'refused', code: 'graph_unavailable', draftId });
      expect(scripted.requests.every(({ kind }) => kind !== 'put' && kind !== 'post')).toBe(true);
    }
    const bounded = await run({ put: takeRange }, [small, large], { seconds: 5 });
    expect(bounded.requests.map(({ timeoutMilliseconds }) => timeoutMilliseconds).every((one) => one === 5_000)).toBe(
      true,
    );
    const usual = await run({}, [small]);
    expect(usual.requests[0]?.timeoutMilliseconds).toBe(GRAPH_TIMEOUT_MILLISECONDS);
  });
});
