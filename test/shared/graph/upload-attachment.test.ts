import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DRAFT_PAUSES_MAX_MILLISECONDS,
  DRAFT_REPEATS_MAX,
  UPLOAD_RANGE_BYTES,
  UPLOAD_SESSIONS_MAX,
} from '../../../shared/draft-limits.ts';
import {
  MB,
  counting,
  draftId,
  expecting,
  fileOf,
  kindsOf,
  large,
  lost,
  refusal,
  run,
  takeRange,
  unopened,
  uploadUrl,
  type RequestKind,
  type Script,
  type Scripted,
} from './draft-sample.ts';

describe('uploadAttachment', () => {
  const ranges = (requests: { kind: RequestKind; headers: Readonly<Record<string, string>> }[]) =>
    requests.filter(({ kind }) => kind === 'put').map(({ headers }) => headers['Content-Range']);

  it.each([
    ['200 with a later offset', expecting('4194304'), 'bytes 4194304-8126463/10485760'],
    [
      'a refusal with a later offset',
      { status: 416, json: { nextExpectedRanges: ['4194304-'] } },
      'bytes 4194304-8126463/10485760',
    ],
    [
      'an outage with a later offset',
      { status: 503, json: { nextExpectedRanges: ['4194304'] } },
      'bytes 4194304-8126463/10485760',
    ],
    ['a hole', expecting('9000000-', '4194304-5000000'), 'bytes 4194304-5000000/10485760'],
  ])('obeys %s', async (_case, reply, next) => {
    let count = 0;
    const { outcome, requests } = await run({ put: (request) => (count++ === 0 ? reply : takeRange(request)) });
    expect(outcome.kind).toBe('prepared');
    expect(ranges(requests)[1]).toBe(next);
  });

  it('goes on where it was when 200 or 202 names no offset', async () => {
    const replies: Scripted[] = [
      { status: 200 },
      { status: 202, json: { nextExpectedRanges: ['x'] } },
      { status: 201 },
    ];
    const { outcome, requests } = await run({ put: replies });
    expect(outcome.kind).toBe('prepared');
    expect(ranges(requests)).toEqual([
      'bytes 0-3932159/10485760',
      'bytes 3932160-7864319/10485760',
      'bytes 7864320-10485759/10485760',
    ]);
  });

  it.each([401, 404, 409, 410, 412, 416])('begins the file again with a new session after %i', async (status) => {
    let count = 0;
    const { outcome, requests } = await run({
      put: (request) => (count++ === 1 ? refusal(status) : takeRange(request)),
    });
    expect(outcome.kind).toBe('prepared');
    expect(kindsOf(requests)).toBe('create session put put session put put put');
    expect(ranges(requests)[2]).toBe('bytes 0-3932159/10485760');
  });

  it('counts the attachments when the end of a session was not told, and does not add the file twice', async () => {
    const end = (last: Scripted[]) => [expecting('3932160'), expecting('7864320'), ...last];
    const arrived = await run({ put: end([lost, refusal(404)]), count: counting(1) });
    expect(arrived.outcome.kind).toBe('prepared');
    expect(kindsOf(arrived.requests)).toBe('create session put put put put count count');
    const silent = await run({ put: end([{ status: 200 }]), count: counting(1) });
    expect(silent.outcome.kind).toBe('prepared');
    const again = end([lost, refusal(404), expecting('3932160'), expecting('7864320'), { status: 201 }]);
    const notArrived = await run({ put: again, count: [counting(0), counting(1)] });
    expect(notArrived.outcome.kind).toBe('prepared');
    const late = await run({ put: again, count: [counting(0), counting(2)] });
    expect(late.outcome).toMatchObject({ kind: 'refused', code: 'graph_unavailable', draftId });
  });

  it('never takes a file for attached whose last range has not been sent', async () => {
    const { outcome } = await run({ put: { status: 201 } });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'graph_unavailable', draftId });
  });

  it.each([
    ['goes back to the beginning each time', () => expecting('0-')],
    [
      'expects the same range for ever',
      ({ headers }) => expecting(/\d+/.exec(headers['Content-Range'] ?? '')?.[0] ?? ''),
    ],
    [
      'takes a byte at a time',
      ({ headers }) => expecting(String(Number(/\d+/.exec(headers['Content-Range'] ?? '')) + 1)),
    ],
    [
      'expects one byte of each range',
      ({ headers }) => {
        const from = Number(/\d+/.exec(headers['Content-Range'] ?? '')) + 1;
        return expecting(`${from}-${from}`);
      },
    ],
    ['ends each time', () => refusal(404)],
    ['redirects', () => ({ status: 307, headers: { location: 'https://northwindtraders.com' } })],
    ['hangs up each time', () => lost],
    ['is never reached', () => unopened],
  ] satisfies [string, Script['put']][])('ends with a session that %s', async (_case, put) => {
    const { outcome, requests, pauses } = await run({ put });
    expect(outcome).toMatchObject({ kind: 'refused', draftId });
    const rangesMax = Math.ceil(large.size / UPLOAD_RANGE_BYTES) + DRAFT_REPEATS_MAX;
    expect(ranges(requests).length).toBeLessThanOrEqual(rangesMax * UPLOAD_SESSIONS_MAX);
    expect(requests.filter(({ kind }) => kind === 'session').length).toBeLessThanOrEqual(UPLOAD_SESSIONS_MAX);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(DRAFT_PAUSES_MAX_MILLISECONDS);
  });

  it('ends with any session, whatever it answers, within its bounds', async () => {
    const statuses = fc.constantFrom(200, 201, 202, 301, 400, 401, 404, 409, 410, 416, 429, 500, 503);
    const range = fc.oneof(
      fc.nat(11 * MB).map(String),
      fc.tuple(fc.nat(11 * MB), fc.nat(11 * MB)).map((pair) => pair.join('-')),
    );
    const answer = fc.record({ status: statuses, ranges: fc.option(fc.array(range, { maxLength: 3 })) });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 40 }), async (answers) => {
        const put = answers.map(({ status, ranges: nextExpectedRanges }) => ({ status, json: { nextExpectedRanges } }));
        const { outcome, requests } = await run({ put }, [
          fileOf(10 * MB, { read: async (from, to) => new Uint8Array(to - from) }),
        ]);
        expect(['prepared', 'refused']).toContain(outcome.kind);
        for (const { headers, body } of requests.filter(({ kind }) => kind === 'put')) {
          const [, from, to] = /^bytes (\d+)-(\d+)\/10485760$/.exec(headers['Content-Range'] ?? '') ?? [];
          expect(body?.length).toBe(Number(to) - Number(from) + 1);
          expect(body?.length).toBeLessThanOrEqual(UPLOAD_RANGE_BYTES);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('puts nothing to an address that is not Microsoft’s', async () => {
    for (const address of ['https://northwindtraders.com/x', 'http://outlook.office.com/x', 'https://127.0.0.1/x']) {
      const { outcome, requests } = await run({ session: { status: 201, json: { uploadUrl: address } } });
      expect(outcome).toMatchObject({ kind: 'refused', code: 'graph_unavailable', draftId });
      expect(kindsOf(requests)).toBe('create session');
    }
  });

  it('tells the address of a session to nobody', async () => {
    const outcomes = [
      (await run({ put: lost })).outcome,
      (await run({ put: refusal(403) })).outcome,
      (await run({ put: refusal(404) })).outcome,
      (await run({ session: { status: 201, json: { uploadUrl: `${uploadUrl}\u0000x y` } } })).outcome,
      await run({}, [fileOf(10 * MB, { read: async () => Buffer.alloc(1) })]).catch((error: unknown) => error),
    ];
    for (const outcome of outcomes) {
      expect(inspect(outcome, { depth: Infinity, showHidden: true })).not.toMatch(/authtoken|c2VjcmV0|outlook/);
    }
  });
});
