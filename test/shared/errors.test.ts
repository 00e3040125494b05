import { describe, expect, it } from 'vitest';
import { ConnectorError, hasCode } from '../../shared/errors.ts';

describe('ConnectorError', () => {
  it('carries its code as message, and nothing else unless it was given', () => {
    const error = new ConnectorError('conflict');
    expect(error).toMatchObject({ name: 'ConnectorError', message: 'conflict', code: 'conflict', faults: [] });
    expect([error.cause, error.retryAfterSeconds, error.upstreamCode, error.upstreamRequestId]).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it('keeps what it was given', () => {
    const options = {
      cause: new Error('reason'),
      retryAfterSeconds: 7,
      faults: [{ pointer: '/sender', detail: 'is missing' }],
      upstreamCode: 'AADSTS53003',
      upstreamRequestId: 'id',
    };
    expect(new ConnectorError('invalid_request', options)).toMatchObject(options);
  });
});

describe('hasCode', () => {
  it('tells known outcomes from each other and from anything else', () => {
    const error = new ConnectorError('conflict');
    expect(hasCode(error, 'not_found', 'conflict')).toBe(true);
    expect(hasCode(error, 'not_found')).toBe(false);
    expect(hasCode(error)).toBe(false);
    for (const other of [undefined, null, 'conflict', { code: 'conflict' }, new Error('conflict')])
      expect(hasCode(other, 'conflict')).toBe(false);
  });
});
