import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { html, toText } from '../../../../shared/pages/kit/html.ts';
import { actorOf } from '../../../../shared/pages/person/problem-actor.ts';
import { isForOthers, renderRemedy } from '../../../../shared/pages/person/problem-remedy.ts';
import { createContext, sampleSettings as settings } from '../../../browser/gallery.ts';

describe('renderRemedy', () => {
  const codes = Object.keys(outcomes) as ErrorCode[];
  const primaryOf = (code: ErrorCode, from = settings) => {
    const remedy = renderRemedy(createContext(from), {
      code,
      adminConsentUrl: 'https://contoso.com',
      requestId: 'the-request',
    });
    const [, href = '', label = ''] =
      /<a class="button primary" href="([^"]*)"\s*>([^<]*)</.exec(String(remedy && toText(remedy))) ?? [];
    return { href: href.replaceAll('&amp;', '&'), label };
  };

  it('makes passing it on the primary action of exactly the problems of others', () => {
    const primary = codes.filter((code) => primaryOf(code).label !== '');
    expect(primary).toEqual(codes.filter((code) => isForOthers({ code })));
    const { supportContact: _unset, ...sparse } = settings;
    expect(codes.filter((code) => primaryOf(code, sparse).label !== '')).toEqual(primary);
    expect(codes.filter((code) => isForOthers({ code }))).toEqual(
      codes.filter((code) => ['home_admin', 'host_admin', 'operator'].includes(actorOf(code))),
    );
  });

  it.each(codes.filter((code) => actorOf(code).endsWith('_admin')))(
    'puts the text for %s into an email that every program takes',
    (code) => {
      const { href, label } = primaryOf(code);
      expect(label).toBe('Email this text');
      const email = new URL(href);
      expect([email.protocol, email.pathname]).toEqual(['mailto:', '']);
      expect(email.searchParams.get('subject')).toContain('Contoso');
      expect(email.searchParams.get('body')).toMatch(/^Please /);
      expect(href.length).toBeLessThanOrEqual(2_000);
      if (code.includes('approval')) expect(email.searchParams.get('body')).toContain('https://contoso.com');
    },
  );

  it.each([settings.supportContact, 'https://contoso.com/help', 'Ask at the desk'])(
    'has a text that can be copied and mailed for every problem of others, where the contact is %s',
    (supportContact) => {
      for (const code of codes.filter((one) => isForOthers({ code: one }))) {
        const markup = toText(renderRemedy(createContext({ ...settings, supportContact }), { code }) ?? html``);
        const [, id] = /<pre id="([^"]*)">/.exec(markup) ?? [];
        expect([code, markup.includes(`data-copy="${id}"`), /href="mailto:/.test(markup)]).toEqual([code, true, true]);
      }
    },
  );

  it.each(['consent_withdrawn', 'access_denied'] as const)(
    'has a text for the approval that %s may need, beside what the person tries first',
    (code) => {
      const problem = { code, adminConsentUrl: 'https://contoso.com/approve' };
      const markup = toText(renderRemedy(createContext(), problem) ?? html``);
      expect(markup).toContain('Please approve an app');
      expect(markup).toContain('https://contoso.com/approve');
      expect([markup.includes('data-copy='), markup.includes('href="mailto:'), markup.includes('primary')]).toEqual([
        true,
        true,
        false,
      ]);
    },
  );

  it('addresses the host administrator where the host tenant refused, and names it', () => {
    for (const code of codes.filter((one) => actorOf(one) === 'host_admin'))
      expect(new URL(primaryOf(code).href).searchParams.get('body')).toContain('directory of Contoso');
  });

  it('tells the operator what happened and which request it was, by the contact that is set', () => {
    const email = new URL(primaryOf('host_tenant_refused').href);
    expect(email.pathname).toBe('support@contoso.com');
    expect(email.searchParams.get('body')).toMatch(
      /^The app says: “[^”]*refuses our app[^]*Code: host_tenant_refused[^]*the-request/,
    );
    const address = 'https://contoso.com/help';
    expect(primaryOf('internal_error', { ...settings, supportContact: address }).href).toBe(address);
  });

  it.each([undefined, 'Ask at the desk'])(
    'has a text for the operator to pass on where the contact is no address (%s)',
    (supportContact) => {
      const { supportContact: _unset, ...sparse } = settings;
      const from = { ...sparse, ...(supportContact && { supportContact }) };
      for (const code of codes.filter((one) => actorOf(one) === 'operator')) {
        const { href, label } = primaryOf(code, from);
        expect([code, label]).toEqual([code, 'Email this text']);
        const email = new URL(href);
        expect([email.protocol, email.pathname]).toEqual(['mailto:', '']);
        expect(email.searchParams.get('body')).toMatch(new RegExp(`Code: ${code}[^]*the-request`));
      }
    },
  );

  it('asks in other words where there is no link to approve by', () => {
    const text = toText(renderRemedy(createContext(), { code: 'admin_approval_required' }) ?? html``);
    expect(text).toContain('Please help me with an app');
    expect(text).not.toContain('adminconsent');
  });
});
