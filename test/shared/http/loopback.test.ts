import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../../shared/http/loopback.ts';

const hostname = (address: string) => new URL(address).hostname;

describe('isLoopback', () => {
  it.each(['http://localhost:7071', 'http://LOCALHOST', 'http://127.0.0.1', 'http://127.8.9.1', 'http://[::1]:80'])(
    'takes %s',
    (address) => {
      expect(isLoopback(hostname(address))).toBe(true);
    },
  );

  it.each([
    'http://localhost.contoso.com',
    'http://contoso.com/localhost',
    'http://localhost@contoso.com',
    'http://127.0.0.1.contoso.com',
    'http://128.0.0.1',
    'http://[::2]',
    'http://[::ffff:203.0.113.1]',
    'http://0.0.0.0',
  ])('takes no %s', (address) => {
    expect(isLoopback(hostname(address))).toBe(false);
  });
});
