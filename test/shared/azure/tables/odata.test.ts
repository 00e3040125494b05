import { odata as odataOfSdk } from '@azure/data-tables';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { odata } from '../../../../shared/azure/tables/odata.ts';

describe('odata', () => {
  it('writes texts and times as literals', () => {
    expect(odata`PartitionKey eq ${"O'Hara''"} and expiresAt lt ${new Date(0)}`).toBe(
      "PartitionKey eq 'O''Hara''''' and expiresAt lt datetime'1970-01-01T00:00:00.000Z'",
    );
    expect(odata`RowKey ge ${''}`).toBe("RowKey ge ''");
    expect(odata`all`).toBe('all');
  });

  it('writes what the function of the SDK writes', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.date({ noInvalidDate: true }));
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(odata`a eq ${one} and b lt ${other}`).toBe(odataOfSdk`a eq ${one} and b lt ${other}`);
      }),
    );
  });
});
