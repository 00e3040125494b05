import { describe, expect, it } from 'vitest';
import { guestmailHeaders } from '../../../shared/submission/guestmail-headers.ts';
import { faultsOf, parse, validBody } from './submission-sample.ts';

describe('findGuestmailHeaderFaults', () => {
  it.each(Object.values(guestmailHeaders))('refuses %s beside JSON, also when it is empty', (name) => {
    for (const value of ['', '2026-12-01T06:00:00Z'])
      expect(faultsOf(validBody, { [name]: value })).toEqual([`header:${name}`]);
    expect(() => parse(validBody)).not.toThrow();
  });
});
