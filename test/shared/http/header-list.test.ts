import { describe, expect, it } from 'vitest';
import { listHeaders } from '../../../shared/http/header-list.ts';

const url = new URL('https://contoso.table.core.windows.net:8443/names');

describe('listHeaders', () => {
  it('names host and length, in bytes, beside what was given', () => {
    expect(listHeaders({ url, method: 'POST', headers: { Accept: 'application/json' }, body: 'ä' })).toEqual([
      'Host',
      'contoso.table.core.windows.net:8443',
      'Accept-Encoding',
      'identity',
      'Content-Length',
      '2',
      'Accept',
      'application/json',
    ]);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'says that a %s without a body has none, so that no chunks are sent',
    (method) => {
      expect(listHeaders({ url, method, headers: {} })).toContain('Content-Length');
    },
  );

  it.each(['Content-Length', 'content-length', 'Host', 'accept-encoding'])('lets no caller set %s', (name) => {
    const list = listHeaders({ url, method: 'POST', headers: { [name]: 'gzip' }, body: 'a' });
    expect(list).toEqual(listHeaders({ url, method: 'POST', headers: {}, body: 'a' }));
  });

  it.each(['GET', 'HEAD'])('gives a %s no length', (method) => {
    expect(listHeaders({ url, method, headers: {} })).not.toContain('Content-Length');
  });
});
