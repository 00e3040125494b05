import { describe, expect, it } from 'vitest';
import { previewTemplate } from '../../../shared/templates/preview-template.ts';
import { orderDocument, orderPayload, storeTemplate } from './sample-template.ts';

const order = storeTemplate(orderDocument);

describe('previewTemplate', () => {
  it('shows what would be sent, with an example of every type, and names what is used and what is not', () => {
    const preview = previewTemplate(order, { language: 'DAN' });

    expect(preview.faults).toEqual([]);
    expect(preview.message).toMatchObject({ language: 'da-DK', subject: 'Ordre salesid er på vej' });
    expect(preview.message?.text?.replaceAll('\u00a0', ' ')).toBe(
      'Order salesid of 1. december 2026\n1.234,5 x lineproductname: 1.234,56 kr.\n1.234,5 x lineproductname: 1.234,56 kr.\nTotal: 1.234,56 kr.\n',
    );
    expect(preview.unused).toEqual(['customername', 'deliveryaddress', 'trackingurl']);
    expect(preview.used).toEqual([
      'salesid',
      'orderdate',
      'total',
      'salesline',
      'salesline.lineproductname',
      'salesline.linequantity_withoutunit',
      'salesline.lineprice',
    ]);
    expect(JSON.parse(JSON.stringify(preview.values))).toMatchObject({
      SalesOrderId: 'salesid',
      CurrencyCode: 'DKK',
      Lines: [{ Product: { Name: 'lineproductname' }, Price: '1234.56' }, {}],
    });
  });

  it('takes given values for the whole payload', () => {
    expect(previewTemplate(order, { values: orderPayload }).message?.subject).toContain('000768');
    const { message, faults, language } = previewTemplate(order, {
      values: { SalesOrderId: '1', Lines: [] },
      language: 'ENU',
    });
    expect(message).toBeUndefined();
    expect(language).toBe('en-US');
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/OrderDate', '/total']);
  });

  it('prefers the examples of the document', () => {
    const document = storeTemplate({
      defaultLanguage: 'en',
      placeholders: {
        a: { type: 'text', example: 'Adatum' },
        n: { type: 'number', example: -5 },
        l: { type: 'link', hosts: ['contoso.com'] },
        wrong: { type: 'date', example: 'tomorrow' },
      },
      languages: {
        en: { subject: '%a% %n%', text: '%l%' },
        de: { subject: '%wrong%', text: '%l%' },
      },
    });
    expect(previewTemplate(document).message).toEqual({
      subject: 'Adatum -5',
      text: 'https://contoso.com/',
      language: 'en',
    });
    expect(previewTemplate(document, { language: 'de' }).faults).toEqual([
      { pointer: '/wrong', detail: 'is not a date, such as 2026-12-01' },
    ]);
  });

  it('has one example where placeholders share a field, and for fields within others', () => {
    const document = storeTemplate({
      defaultLanguage: 'en',
      placeholders: {
        amount: { type: 'amount', currency: 'EUR', field: 'Total' },
        words: { type: 'text', field: 'total' },
        at: { type: 'dateTime', field: '/payload/at' },
        day: { type: 'date', field: '/payload/at' },
        first: { type: 'text', field: '/lines/0/name' },
        proto: { type: 'text', field: '/__proto__/polluted' },
      },
      languages: { en: { subject: 'x', text: '%amount% %words% %day% %first% %proto%' } },
    });
    expect(previewTemplate(document).message?.text).toBe('€1,234.56 1234.56 December 1, 2026 first proto');
    expect('polluted' in {}).toBe(false);
  });
});
