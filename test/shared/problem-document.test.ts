import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../shared/errors.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { buildProblem } from '../../shared/problem-document.ts';
import { problemDocumentSchema } from '../../shared/problem-schema.ts';

const codes = Object.keys(outcomes) as ErrorCode[];
const context = { publicUrl: 'https://guestmail.contoso.com/api', requestId: 'r1' };
const extra = {
  consentUrl: 'https://guestmail.contoso.com/api/authorize',
  appId: 'c022ec70-0000-4000-8000-00000000c001',
  outboundAddresses: '203.0.113.10',
};
const faults = [
  { pointer: '/sender', detail: 'is missing' },
  { pointer: 'query:top', detail: 'is no number' },
];

describe('buildProblem', () => {
  it.each(codes)('builds what the schema says, and nothing else, for %s', (code) => {
    const bare = buildProblem(new ConnectorError(code), context);
    const full = buildProblem(new ConnectorError(code, { faults, upstreamCode: 'AADSTS53003' }), context, extra);
    for (const document of [bare, full]) expect(problemDocumentSchema.parse(document)).toEqual(document);
  });

  it('writes its members in this order', () => {
    const error = new ConnectorError('blocked_by_home_policy', { faults: faults.slice(0, 1), upstreamCode: 'X' });
    expect(JSON.stringify(buildProblem(error, context, extra))).toBe(
      '{"type":"https://guestmail.contoso.com/api/docs/errors#blocked_by_home_policy",' +
        '"title":"blocked by home policy","status":409,' +
        `"detail":${JSON.stringify(`/sender is missing. ${outcomes.blocked_by_home_policy.detail}`)},` +
        '"code":"blocked_by_home_policy","who":"home_admin",' +
        '"helpUrl":"https://learn.microsoft.com/entra/identity/conditional-access/overview",' +
        '"errors":[{"pointer":"/sender","detail":"is missing"}],"upstreamCode":"X","requestId":"r1",' +
        '"consentUrl":"https://guestmail.contoso.com/api/authorize",' +
        '"appId":"c022ec70-0000-4000-8000-00000000c001","outboundAddresses":"203.0.113.10"}',
    );
  });

  it('leaves out what is not known, and shows no cause', () => {
    const document = buildProblem(new ConnectorError('not_found', { cause: new Error('inside') }), context);
    expect(JSON.stringify(document)).toBe(
      '{"type":"https://guestmail.contoso.com/api/docs/errors#not_found","title":"not found",' +
        '"status":404,"detail":"There is nothing here under this name.",' +
        '"code":"not_found","who":"caller","requestId":"r1"}',
    );
  });
});

describe('problemDocumentSchema', () => {
  it.each([{ cause: 'inside' }, { code: 'no_such_code' }, { who: 'somebody' }, { type: 'elsewhere' }, { appId: null }])(
    'refuses a document with %j',
    (changes) => {
      const document = { ...buildProblem(new ConnectorError('not_found'), context), ...changes };
      expect(problemDocumentSchema.safeParse(document).success).toBe(false);
    },
  );
});
