import { describe, expect, it } from 'vitest';
import { readQueueServiceUri } from '../../../../infra/local/host/queue-service.ts';

describe('readQueueServiceUri', () => {
  it('takes the address, else the account, and prefers the names that Azure reserves', () => {
    const read = (environment: Record<string, string>) => readQueueServiceUri('Work', environment);
    expect(read({ Work__queueServiceUri: 'https://a', Work__accountName: 'b' })).toBe('https://a');
    expect(read({ Work__accountName: 'contoso' })).toBe('https://contoso.queue.core.windows.net');
    expect(read({ Work__queueServiceUri: 'https://a', AzureWebJobsWork__queueServiceUri: 'https://b' })).toBe(
      'https://b',
    );
  });

  it('names the setting that is missing', () => {
    expect(() => readQueueServiceUri('Work', { Work__queueServiceUri: '' })).toThrow('Set Work__queueServiceUri');
  });
});
