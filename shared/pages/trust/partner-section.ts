/**
 * What a partner hosts who runs the connector for several customers, and what such installations share. In English.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderTable } from '../kit/table.ts';

export const partnerSection: SafeHtml = html`<p>
    One installation serves one host tenant. A partner with several customers runs one installation for each, every one
    in a resource group of its own: in the subscription of the customer, or in one of the partner.
  </p>
  ${renderTable({
    caption: 'Several installations',
    columns: ['What', 'Of each installation alone', 'Shared in one subscription'],
    rows: [
      [
        'In Entra',
        'App registration, client id, approvals of home organisations, applications that may call',
        'Nothing',
      ],
      [
        'In Azure',
        'Function app, managed identity with its roles, storage accounts, vault with keys and pepper, log, alerts',
        'Quotas, policies, and roles that are assigned above the resource group',
      ],
      ['Data', 'Connections, messages, keys, logs', 'Nothing: no installation has a role on what belongs to another'],
      ['Address', 'PUBLIC_URL and this page', 'Nothing'],
      [
        'People',
        'Who has roles on the resource group',
        'Who has roles on the subscription: they reach every installation',
      ],
      ['Version', 'Deployed for each', 'Nothing'],
    ],
  })}
  <ul>
    <li>
      <b>In the customer’s subscription</b>, whose tenant is the host tenant, the app needs no credential: its managed
      identity vouches for it. The partner works there with roles that the customer gives and takes back.
    </li>
    <li>
      <b>In the partner’s subscription</b>, which belongs to another tenant, the app has a certificate or secret in the
      vault of its installation. The partner is then the one who can reach the data, and a processor of the customer.
    </li>
    <li>
      A home organisation that works with several customers approves each of their apps, because each has its own id.
    </li>
    <li>
      To end one: delete its resource group’s installation (<code>npm run teardown</code>). The others notice nothing.
    </li>
  </ul>`;
