import { describe, expect, it } from 'vitest';
import { createFindValue } from '../../../shared/templates/payload.ts';

describe('createFindValue', () => {
  const find = createFindValue(
    {
      InvoiceId: 'CIV-1',
      'Total amount': 5,
      total: 1,
      TOTAL: 2,
      Total: 3,
      payload: { customerName: 'Ann', list: [{ 'a/b~c': 1 }] },
      money: { __type: 'Money:http://schemas', Value: 1500.5 },
      choice: { __type: 'OptionSetValue:http://schemas', Value: 1 },
      reference: { __type: 'EntityReference:http://schemas', Id: 'x', LogicalName: 'account', Name: 'Adatum' },
      other: { __type: 'Entity:http://schemas', Value: 1 },
    },
    '/Lines/0',
  );

  it.each([
    ['invoiceid', 'CIV-1', '/Lines/0/InvoiceId'],
    ['total amount', 5, '/Lines/0/Total amount'],
    ['Total', 3, '/Lines/0/Total'],
    ['/payload/customerName', 'Ann', '/Lines/0/payload/customerName'],
    ['/payload/list/0/a~1b~0c', 1, '/Lines/0/payload/list/0/a~1b~0c'],
    ['money', 1500.5, '/Lines/0/money'],
    ['choice', 1, '/Lines/0/choice'],
    ['/reference', 'Adatum', '/Lines/0/reference'],
    // Nothing that was not sent.
    ['/payload/customername', undefined, '/Lines/0/payload/customername'],
    ['/payload/list/length', undefined, '/Lines/0/payload/list/length'],
    ['/InvoiceId/0', undefined, '/Lines/0/InvoiceId/0'],
    ['toString', undefined, '/Lines/0/toString'],
    ['__proto__', undefined, '/Lines/0/__proto__'],
    ['/constructor/name', undefined, '/Lines/0/constructor/name'],
    ['nothing', undefined, '/Lines/0/nothing'],
  ])('finds %s', (field, value, pointer) => {
    expect(find(field)).toMatchObject({ value, pointer });
  });

  it('does not choose among names that differ only in case', () => {
    expect(find('tOTAL').isAmbiguous).toBe(true);
    expect(find('TOTAL').isAmbiguous).toBe(false);
  });

  it('leaves an object of another kind as it is', () => {
    expect(find('other').value).toEqual({ __type: 'Entity:http://schemas', Value: 1 });
  });
});
