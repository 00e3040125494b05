import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { readReader } from '../../functions/language.ts';
import { problemPage, showPage, showProblem } from '../../functions/page.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { languages } from '../../shared/pages/text/languages.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { createContext, textOf } from './invoke.ts';

const { config } = createMemoryConnector();
const request = new HttpRequest({ method: 'GET', url: `${config.publicUrl}/me` });
const { context } = createContext();
const reader = await readReader(config, request, context);
const addresses = { outboundAddresses: '203.0.113.10' };
const show = (code: 'blocked_by_home_policy' | 'consent_required' | 'not_found', changes = {}) =>
  JSON.parse(
    textOf(showProblem({ ...config, ...changes })(new ConnectorError(code), context, undefined, request).body),
  ) as object;

describe('problemPage', () => {
  const homeTenantId = 'fab21ca3-0000-4000-8000-000000000002';
  const approvalOf = (code: 'admin_approval_required' | 'host_approval_required' | 'host_approval_likely') => {
    const ending = { hostTenantId: config.hostTenantId, homeTenantId };
    const { body } = problemPage(reader, { code }, 'r1', { ending });
    const [, href = ''] = /href="(https:[^"]+adminconsent[^"]+)"/.exec(textOf(body)) ?? [];
    const url = new URL(href.replaceAll('&amp;', '&'));
    return [url.pathname.split('/')[1], url.searchParams.get('scope')];
  };

  it('leads an administrator to their own tenant, for what is asked of people there', () => {
    expect(approvalOf('admin_approval_required')).toEqual([
      homeTenantId,
      'openid profile offline_access User.Read Mail.Send',
    ]);
    for (const code of ['host_approval_required', 'host_approval_likely'] as const)
      expect(approvalOf(code)).toEqual([config.hostTenantId, 'openid profile']);
  });

  it('names the code of Microsoft where an administrator needs it', () => {
    const error = new ConnectorError('blocked_by_home_policy', { upstreamCode: 'AADSTS53003' });
    expect(textOf(problemPage(reader, error, 'r1').body)).toContain('AADSTS53003');
  });
});

describe('showPage', () => {
  it.each([
    ['me/erase', 'request_expired', 'me'],
    ['me/disconnect', 'browser_mismatch', 'me'],
    ['me/test', 'cross_site_request', 'authorize'],
    ['authorize', 'request_expired', 'authorize'],
    ['callback', 'browser_mismatch', 'authorize'],
  ] as const)('leads from /%s with %s to /%s', async (path, code, to) => {
    const posted = new HttpRequest({ method: 'POST', url: `${config.publicUrl}/${path}` });
    const { body } = await showPage(config)(new ConnectorError(code), context, undefined, posted);
    const [main = ''] = textOf(body).split('</main>');
    expect(/href="([^"]+)">/.exec(main.split('class="actions"')[1] ?? '')?.[1]).toBe(`${config.publicUrl}/${to}`);
  });
});

describe('the language switch of a page that says that nothing is there', () => {
  const links = async (method: string, code: 'not_found' | 'method_not_allowed' | 'cross_site_request') => {
    const headers = { accept: 'text/html' };
    const asked = new HttpRequest({ method, url: `${config.publicUrl}/none?secret=1&lang=fr`, headers });
    const { body } = await showPage(config)(new ConnectorError(code), context, undefined, asked);
    const [header = ''] = textOf(body).split('</header>');
    expect(header).not.toContain('secret');
    return [...header.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
  };

  it.each(['not_found', 'method_not_allowed'] as const)('stays at its address, or is not there (%s)', async (code) => {
    const others = languages.filter((language) => language !== 'fr').map((language) => `?lang=${language}`);
    expect([await links('GET', code), await links('POST', code)]).toEqual([others, []]);
  });

  it('leads to the page to begin at again on any other', async () => {
    expect(await links('POST', 'cross_site_request')).toContain(`${config.publicUrl}/authorize?lang=de`);
  });
});

describe('showProblem', () => {
  it('names app and addresses to whoever must allow the connector, and to nobody else', () => {
    expect(show('blocked_by_home_policy', addresses)).toMatchObject({ appId: config.entraClientId, ...addresses });
    expect(show('blocked_by_home_policy')).not.toHaveProperty('outboundAddresses');
    expect(show('not_found', addresses)).not.toHaveProperty('appId');
  });

  it('says where to connect when a connection is missing, and only then', () => {
    expect(show('consent_required')).toMatchObject({ consentUrl: `${config.publicUrl}/authorize` });
    expect(show('blocked_by_home_policy')).not.toHaveProperty('consentUrl');
  });
});
