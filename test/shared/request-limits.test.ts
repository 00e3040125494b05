import { describe, expect, it } from 'vitest';
import { readRequestLimits } from '../../shared/request-limits.ts';

const mebibyte = 1024 * 1024;
const read = (limit: string | undefined, messageSizeMaxMb = 35) =>
  readRequestLimits({ FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: limit }, { messageSizeMaxMb });

describe('readRequestLimits', () => {
  it('takes what the host lets through, less the margin of the deployment', () => {
    expect(read(String(8_256 * 1024))).toEqual({ submissionBytes: 8 * mebibyte, fileBytes: 8 * mebibyte });
    expect(read('104857600', 1).submissionBytes).toBe(104857600 - 65536);
    expect(read('1000')).toEqual({ submissionBytes: 0, fileBytes: 0 });
  });

  it.each([undefined, '', ' ', 'x', '-5', '8MB'])('takes what a message needs where the limit is %j', (limit) => {
    expect(read(limit)).toEqual({
      submissionBytes: Math.ceil((35 * mebibyte * 4) / 3) + mebibyte,
      fileBytes: 35 * mebibyte,
    });
  });
});
