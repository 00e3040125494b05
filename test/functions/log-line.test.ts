import { describe, expect, it } from 'vitest';
import { logLine } from '../../functions/log-line.ts';
import { LOG_LINE_MAX_CHARACTERS } from '../../shared/limits.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { createContext, lineOf } from './invoke.ts';

function log(error?: ConnectorError, ids: Record<string, unknown> = {}) {
  const { context, lines } = createContext();
  logLine(context, { startedAt: performance.now() - 12, status: 200, error, ids });
  return { lines, line: lineOf({ lines }) };
}

describe('logLine', () => {
  it('writes one line with function, outcome, status, duration, request id and ids', () => {
    expect(log(undefined, { message: 'm1', caller: 'c1' }).line).toEqual({
      level: 'information',
      function: 'test',
      outcome: 'ok',
      status: 200,
      milliseconds: expect.any(Number),
      requestId: 'invocation-1',
      message: 'm1',
      caller: 'c1',
    });
  });

  it('raises the alarm for exactly the codes that the operator must act on', () => {
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const { alarm, level } = log(new ConnectorError(code)).line;
      // A list that keeps a home tenant out is the operator's own doing.
      const isDeliberate = code === 'home_tenant_not_allowed' || code === 'tenant_paused';
      const isAlarm = outcomes[code].who === 'operator' && !isDeliberate;
      expect([code, alarm, level]).toEqual([code, isAlarm ? code : undefined, isAlarm ? 'error' : 'information']);
    }
  });

  it('names upstream code and request id', () => {
    const error = new ConnectorError('consent_required', { upstreamCode: 'AADSTS50173', upstreamRequestId: 'e1' });
    expect(log(error).line).toMatchObject({ upstreamCode: 'AADSTS50173', upstreamRequestId: 'e1' });
  });

  it('keeps names and codes of causes, our own sentences, and no text of others', () => {
    class RestError extends Error {
      override name = 'RestError';
      code = 'Forbidden';
      statusCode = 403;
    }
    const foreign = new RestError('Bearer eyJhbGciOi.token for ann@fabrikam.com');
    const error = new ConnectorError('storage_access_refused', {
      cause: new Error('A row was refused.', { cause: foreign }),
    });
    const { line, lines } = log(error);
    expect(line['cause']).toBe('Error A row was refused. < RestError Forbidden 403');
    expect(lines[0]!.text).not.toMatch(/eyJ|ann@/);
  });

  it('keeps the places of faults in names of the schema alone, and no more than ten', () => {
    const places = [
      '/message/toRecipients/17/emailAddress/address',
      '/Message/Subject',
      '/message/attachments/0/@odata.type',
      '/prefer/wait',
      '/message/ann@fabrikam.com',
      '/Secret/0/subject',
      '',
      'header:Prefer',
      'query:ann@fabrikam.com',
      `/message${'/attachments'.repeat(20)}`,
      '/sender',
    ];
    const faults = places.map((pointer) => ({ pointer, detail: 'is odd, says ann@fabrikam.com' }));
    const { line, lines } = log(new ConnectorError('invalid_request', { faults }));
    expect(line['faults']).toEqual([
      ...places.slice(0, 4),
      '/message/*',
      '/*/*/subject',
      'body',
      'header:Prefer',
      'query',
      `/message${'/attachments'.repeat(7)}`,
    ]);
    expect(lines[0]!.text).not.toMatch(/ann@|Secret|odd/);
    expect(log(new ConnectorError('invalid_request')).line).not.toHaveProperty('faults');
  });

  it('takes digits for an index in a list of the schema alone, and else for a name that somebody made up', () => {
    const faults = [
      '/48151',
      '/message/12345',
      '/message/subject/7',
      '/toRecipients/7/7',
      '/toRecipients/99999',
      '/toRecipients/481516',
      '/toRecipients/7-ann',
      '/toRecipients/ann-7',
    ].map((pointer) => ({
      pointer,
      detail: 'is odd',
    }));
    expect(log(new ConnectorError('invalid_request', { faults })).line['faults']).toEqual([
      '/*',
      '/message/*',
      '/message/subject/*',
      '/toRecipients/7/*',
      '/toRecipients/99999',
      '/toRecipients/*',
      '/toRecipients/*',
      '/toRecipients/*',
    ]);
  });

  it('ends with causes that lead in a circle', () => {
    const one = new Error('one');
    one.cause = new Error('two', { cause: one });
    expect(String(log(new ConnectorError('conflict', { cause: one })).line['cause']).split(' < ')).toHaveLength(5);
  });

  it('keeps of an entry that is too long what says which invocation it was, and the alarm', () => {
    const given = { contested: ['x'.repeat(LOG_LINE_MAX_CHARACTERS)] };
    const { line, lines } = log(new ConnectorError('internal_error'), given);
    expect(line).toEqual({
      level: 'error',
      function: 'test',
      outcome: 'internal_error',
      milliseconds: expect.any(Number),
      requestId: 'invocation-1',
      shortened: true,
      alarm: 'internal_error',
    });
    expect(lines).toHaveLength(1);
  });

  it('writes line breaks of a value as escapes, so that nobody can add a line', () => {
    const { lines } = log(undefined, { reference: 'a\n{"function":"x"} alarm=internal_error' });
    expect(lines[0]!.text).not.toContain('\n');
  });
});
