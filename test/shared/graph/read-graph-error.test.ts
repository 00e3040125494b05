import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphCodes } from '../../../shared/graph/graph-codes.ts';
import { readGraphError } from '../../../shared/graph/read-graph-error.ts';

const answer = (body: unknown, headers = {}) =>
  readGraphError({ headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });
/** What an answer says, whoever gave it. */
const read = (body: unknown) => {
  const { isGraphs: _who, ...failure } = answer(body);
  return failure;
};

describe('readGraphError', () => {
  it('takes the outer code when it is known, in any case', () => {
    const error = { code: 'errorSENDasDenied', innerError: { code: 'ErrorInvalidRecipients' } };
    expect(read({ error })).toEqual({ graphCode: 'errorSENDasDenied', code: 'send_as_denied' });
  });

  it.each([...graphCodes])('reads %s as %s, however it is written', (graphCode, code) => {
    expect(read({ error: { code: graphCode.toUpperCase() } })).toEqual({ graphCode: graphCode.toUpperCase(), code });
  });

  it('looks into inner errors, as Graph and as OData write them', () => {
    const innermost = { code: 'ErrorAccountSuspend' };
    expect(read({ error: { code: 'generalException', innerError: { innererror: innermost } } })).toEqual({
      graphCode: 'ErrorAccountSuspend',
      code: 'mailbox_blocked',
    });
  });

  it('names the outermost code when none is known', () => {
    expect(read({ error: { code: 'New', innerError: { code: 'Newer' } } })).toEqual({ graphCode: 'New' });
    expect(read({ error: { innerError: { code: 'Newer' } } })).toEqual({ graphCode: 'Newer' });
  });

  it('goes down so far and no further', () => {
    const nest = (depth: number): object =>
      depth === 0 ? { code: 'ErrorAccessDenied' } : { innerError: nest(depth - 1) };
    expect(read({ error: nest(4) }).code).toBe('access_denied');
    expect(read({ error: nest(5) })).toEqual({});
  });

  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '7',
    '{}',
    '{"error":null}',
    '{"error":"ErrorAccessDenied"}',
    '{"error":{"code":7}}',
    '{"error":{"message":"ErrorAccessDenied"}}',
  ])('finds nothing in %s', (body) => {
    expect(read(body)).toEqual({});
  });

  it.each([
    ['with the id in a header', { error: { code: 'New', message: 'x' } }, { 'request-id': 'r-1' }],
    ['with the id inside', { error: { code: 'New', innerError: { 'request-id': 'r-1' } } }, {}],
    ['with the id deeper inside', { error: { code: 'New', innererror: { innerError: { 'request-id': 'r-1' } } } }, {}],
  ])('knows Graph’s own error %s', (_case, body, headers) => {
    expect(answer(body, headers)).toMatchObject({ isGraphs: true, requestId: 'r-1' });
  });

  it.each([
    ['an error without an id', { error: { code: 'ErrorInvalidRecipients' } }, {}],
    ['an id that does not look like one', { error: { code: 'ErrorInvalidRecipients' } }, { 'request-id': 'r 1' }],
    ['an id inside that is no text', { error: { code: 'New', innerError: { 'request-id': 7 } } }, {}],
    ['HTML with an id', '<html>ErrorMailboxNotFound</html>', { 'request-id': 'r-1' }],
    ['nothing with an id', '', { 'request-id': 'r-1' }],
    ['a code inside alone', { error: { innerError: { code: 'New' } } }, { 'request-id': 'r-1' }],
    ['a code that does not look like one', { error: { code: '404' } }, { 'request-id': 'r-1' }],
    ['a code beside the error', { code: 'New', error: 'x' }, { 'request-id': 'r-1' }],
    ['an error that was cut off', '{"error":{"code":"ErrorInvalidRec', { 'request-id': 'r-1' }],
  ])('does not take for Graph’s own %s', (_case, body, headers) => {
    expect(answer(body, headers).isGraphs).toBe(false);
  });

  it('takes nothing for a code that does not look like one', () => {
    for (const code of ['a b', 'a\r\nb', '<b>', '', 'x'.repeat(65), 'eyJ0.eyJ1-c2ln'])
      expect(read({ error: { code } })).toEqual({});
    expect(read({ error: { code: 'constructor' } })).toEqual({ graphCode: 'constructor' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(`{"error":${text}}`)),
        ),
        (body) => {
          expect(readGraphError({ headers: {}, body: Buffer.from(body) })).toBeTypeOf('object');
        },
      ),
    );
  });
});
