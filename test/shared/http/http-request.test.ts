import { describe, expect, it } from 'vitest';
import { HttpFault } from '../../../shared/http/http-request.ts';

describe('HttpFault', () => {
  it('says its reason and whether the request may have left, and no cause', () => {
    const fault = new HttpFault('ECONNRESET', { wasSent: true });
    expect(fault).toMatchObject({ name: 'HttpFault', reason: 'ECONNRESET', wasSent: true });
    expect(fault.cause).toBeUndefined();
  });
});
