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

describe('a copy of the class, as a bundle that is loaded later has one', () => {
  it('is taken for the same, and a subclass for itself alone', async () => {
    class Paused extends ConnectorError {}
    // @ts-expect-error -- the query makes Vite load the module a second time
    const copy = (await import('../../shared/errors.ts?copy')) as { ConnectorError: typeof ConnectorError };
    const [own, others, paused] = [
      new ConnectorError('conflict'),
      new copy.ConnectorError('conflict'),
      new Paused('conflict'),
    ];
    expect(copy.ConnectorError).not.toBe(ConnectorError);
    for (const error of [own, others, paused]) {
      expect([error instanceof ConnectorError, error instanceof copy.ConnectorError, error instanceof Error]).toEqual([
        true,
        true,
        true,
      ]);
      expect(hasCode(error, 'conflict')).toBe(true);
    }
    expect([own instanceof Paused, others instanceof Paused, paused instanceof Paused]).toEqual([false, false, true]);
    for (const value of [undefined, null, 'x', {}, new Error('x')]) expect(value instanceof ConnectorError).toBe(false);
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
