import { describe, expect, it } from 'vitest';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { documents } from '../shared/doors/door-samples.ts';
import { createApi } from './api.ts';
import { invoicePosted } from './hostile-bodies.ts';

const json = { 'content-type': 'application/json' };

async function createPreview() {
  const { connector, call } = createApi();
  const put = (kind: 'template' | 'door', name: string, document: object) =>
    connector.configuration.put({ kind, hostTenantId, name }, document, undefined, 'operator');
  await put('template', 'invoice', invoicePosted);
  await put('door', 'orders', documents.dataverse);
  return (params: Record<string, string>, body: object = {}) =>
    call(
      'previewTemplate',
      'POST',
      { params: { tenant: hostTenantId, ...params }, headers: json, body: JSON.stringify(body) },
      'operator',
    );
}

describe('previewTemplateMethods', () => {
  it('shows the stored template with values, and none that is not there', async () => {
    const preview = await createPreview();
    const shown = await preview({ name: 'invoice' }, { values: { number: '103042', customer: 'Adatum' } });
    expect([shown.status, shown.json['message'].subject]).toEqual([200, 'Invoice 103042']);
    expect((await preview({ name: 'other' })).status).toBe(404);
  });

  it('reads templates alone, whatever a host takes for a parameter of the address', async () => {
    const preview = await createPreview();
    expect((await preview({ name: 'orders', collection: 'doors' })).status).toBe(404);
    expect((await preview({ name: 'invoice', collection: 'doors' })).status).toBe(200);
  });
});
