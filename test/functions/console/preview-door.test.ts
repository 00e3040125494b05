import { describe, expect, it } from 'vitest';
import { documents as doors, invoicePosted } from '../../shared/doors/door-samples.ts';
import { createDocuments, readField } from './documents-stage.ts';

const page = 'documents/door_orders';
const event = {
  eventName: 'salesInvoicePosted',
  payload: { invoiceNumber: '103042', customerName: '<b>Adatum', amount: '12.50', 'Due Date': '2026-12-01' },
  clientState: 'not asked for',
};

async function setUp() {
  const stage = await createDocuments();
  await stage.put('template', 'invoice-posted', invoicePosted);
  await stage.put('door', 'orders', doors['business-central-event']);
  const preview = async (values: object | string) =>
    stage.act(page, { act: 'preview', values: typeof values === 'string' ? values : JSON.stringify(values) });
  return { ...stage, preview };
}

describe('the preview of a door', () => {
  it('fills its template with an event, and neither stores nor sends', async () => {
    const { preview, connector, graph } = await setUp();
    const before = await connector.configuration.listAudit();
    const { status, body } = await preview(event);
    expect(status).toBe(200);
    expect(body).toContain('Invoice 103042');
    expect(body).toMatch(/Dear &lt;b&gt;Adatum, .*12\.50.* by /);
    expect(JSON.parse(readField(body, 'values') ?? '')).toEqual(event);
    expect([graph.sent, await connector.configuration.listAudit()]).toEqual([[], before]);
  });

  it('leads to the preview of the template, which needs no event', async () => {
    const { show } = await setUp();
    const { body } = await show(page);
    expect(body).toContain('/console/documents/template_invoice-posted#preview"');
    expect(body).not.toContain('name="language"');
    expect((await show('documents/template_invoice-posted')).body).toContain('id="preview"');
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['no JSON', '{', 'is not JSON'],
    ['no object', '[1]', 'is not an object'],
    ['no event of that kind', '{"x":1}', 'is not what this kind of sender writes'],
    ['another event', { ...event, eventName: 'other' }, 'does not list'],
    ['an event without a value', { ...event, payload: {} }, '<code>/payload/invoiceNumber</code>'],
  ])('says what is wrong with %s, and keeps it', async (_case, values, fault) => {
    const { preview } = await setUp();
    const { body } = await preview(values);
    expect(body).toContain(fault);
    expect(readField(body, 'values')).toBe(typeof values === 'string' ? values : JSON.stringify(values));
    expect(body).not.toContain('Invoice 103042');
  });

  it('says that the template is not there', async () => {
    const { put, act, show } = await createDocuments();
    await put('door', 'orders', doors['business-central-event']);
    expect((await act(page, { act: 'preview', values: JSON.stringify(event) })).body).toContain('not there');
    expect((await show(page)).status).toBe(200);
  });
});
