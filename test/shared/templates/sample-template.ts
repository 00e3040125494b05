/**
 * A template as Finance & Operations stores it, with its HTML unchanged, and the payload of an event that fills it. Values are
 * invented.
 */
import { checkTemplate } from '../../../shared/templates/check-template.ts';
import type { TemplateDocument } from '../../../shared/templates/template-document.ts';

export const orderHtml = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Order %salesid%</title>
<style type="text/css">table { width: 100%; } td { padding: 0 2%; }</style></head>
<body bgcolor="#ffffff"><!-- Preview text: 25% off -->
<!--[if mso]><table width="100%"><tr><td><![endif]-->
<p>Hello %CustomerName%,</p><p>your order <b>%salesid%</b> of %orderdate% goes to<br>%deliveryaddress%</p>
<p>25% off next time: <a href="https://contoso.com/caf%C3%A9?order=%salesid%&amp;off=25%25">%salesid%</a>, <a href='%trackingurl%'>track it</a></p>
<table width="100%" cellpadding="0">
    <tr><td>Product name</td><td>Quantity</td><td>Price</td></tr>
    <!--%tablebegin.salesline% -->
    <tr>
        <td title="%lineproductname%">%lineproductname%</td>
        <td>%linequantity_withoutunit%</td>
        <td>%lineprice%</td>
    </tr>
    <!--%tableend.salesline%-->
</table>
<p>Total: %total%</p><!--[if mso]></td></tr></table><![endif]-->
</body></html>`;

export const orderText = `Order %salesid% of %orderdate%
<!--%tablebegin.salesline%-->
%linequantity_withoutunit% x %lineproductname%: %lineprice%
<!--%tableend.salesline%-->
Total: %total%
`;

export const orderDocument = {
  defaultLanguage: 'en-us',
  fallbackLanguages: ['de'],
  timeZone: 'Europe/Copenhagen',
  placeholders: {
    salesid: { type: 'text', field: 'SalesOrderId' },
    customername: { type: 'text', fallback: { 'en-us': 'customer', de: 'Kunde', DAN: 'kunde' } },
    deliveryaddress: { type: 'text', lineBreaks: true, fallback: '' },
    orderdate: { type: 'date', field: '/OrderDate' },
    trackingurl: { type: 'link', hosts: ['fabrikam.com'], fallback: 'https://fabrikam.com/' },
    total: { type: 'amount', currency: { field: 'CurrencyCode', fallback: 'DKK' } },
    salesline: {
      type: 'list',
      field: 'Lines',
      columns: {
        lineproductname: { type: 'text', field: '/Product/Name' },
        linequantity_withoutunit: { type: 'number', field: 'Quantity' },
        lineprice: { type: 'amount', field: 'Price', currency: { field: 'CurrencyCode' } },
      },
    },
  },
  languages: {
    'en-us': { subject: 'Order %salesid% is on its way, 25% off', html: orderHtml, text: orderText },
    de: { subject: 'Auftrag %salesid%', html: orderHtml },
    DAN: { subject: 'Ordre %salesid% er på vej', text: orderText },
  },
} as const;

export const orderPayload = {
  BusinessEventId: 'SalesOrderShippedBusinessEvent',
  ControlNumber: 5637166326,
  SalesOrderId: '000768',
  CustomerName: 'Adatum & Sons <Copenhagen>',
  deliveryAddress: 'Østergade 1\r\n1100 København K',
  OrderDate: '/Date(1796083200000)/',
  TrackingUrl: 'https://track.fabrikam.com/?id=000768&lang="da"',
  Total: '12345678901234567.89',
  CurrencyCode: 'EUR',
  Lines: [
    { Product: { Name: 'Chair "A" %total%' }, Quantity: 2, Price: { __type: 'Money:http://schemas', Value: 1500.5 } },
    { Product: { Name: 'Desk' }, Quantity: '1.50', Price: '0.005' },
  ],
};

/** Checked, as it is when it is rendered. */
export function storeTemplate(value: unknown): TemplateDocument {
  const { document, faults } = checkTemplate(value);
  if (!document) throw new Error(JSON.stringify(faults));
  return document;
}
