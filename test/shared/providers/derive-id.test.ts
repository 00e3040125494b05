import { describe, expect, it } from 'vitest';
import { deriveId } from '../../../shared/providers/derive-id.ts';
import { GUID } from '../../../shared/sender.ts';

describe('deriveId', () => {
  it('gives a UUID of version 8, the same for the same parts and another for others', () => {
    const ids = [deriveId('a', 'b'), deriveId('ab'), deriveId('a', 'b', ''), deriveId('b', 'a')];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect(deriveId('a', 'b')).toBe(ids[0]);
    expect(GUID.test(ids[0] ?? '')).toBe(true);
  });
});
