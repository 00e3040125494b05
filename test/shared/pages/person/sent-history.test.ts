import { describe, expect, it } from 'vitest';
import { toText } from '../../../../shared/pages/kit/html.ts';
import {
  renderSentHistory,
  type SentHistory,
  type SentHistoryView,
} from '../../../../shared/pages/person/sent-history.ts';
import { en } from '../../../../shared/pages/text/en.ts';
import { languages } from '../../../../shared/pages/text/languages.ts';
import { createContext, sampleContext, sampleSettings } from '../../../browser/gallery.ts';
import { sampleHistory, sent } from '../../../browser/sample-history.ts';
import { catalogues } from '../text/all-texts.ts';
import { visibleText } from '../visible-text.ts';

const render = (view: SentHistoryView, context = sampleContext) => toText(renderSentHistory(context, view));
const show = (changes: Partial<SentHistory>, view: Partial<SentHistoryView> = {}) =>
  visibleText(render({ ...sent, history: { ...sampleHistory, ...changes }, ...view }));
const nothing = { applications: [], latest: [], lastUsedAt: undefined };

describe('renderSentHistory', () => {
  it('names the ERP where one application may call, whose any other is, its id in small print, and the own tests', () => {
    const text = show({});
    expect(text).toContain('Business Central 0000ca11-0000-4000-8000-000000000001 1,204');
    expect(text).toContain(
      'An application of Contoso 0000ca12-0000-4000-8000-000000000002 17 Test email of your own 1',
    );
    const unnamed = show({}, { onlyCallerId: undefined });
    expect(unnamed).not.toContain('Business Central');
    expect(unnamed).toContain('Emails An application of Contoso 0000ca11-0000-4000-8000-000000000001 1,204');
    expect(unnamed).toContain('An application of Contoso 0000ca11… Is being sent');
  });

  it.each(languages)('shows no bare id as the name of an application, in %s', (language) => {
    const context = createContext(sampleSettings, catalogues[language]);
    const page = render({ ...sent, onlyCallerId: undefined, history: sampleHistory }, context);
    const cells = [...page.matchAll(/<t[hd][^>]*>([^<]*)(?:<bdi>Contoso<\/bdi>)? <small><code>/g)];
    expect(cells.map(([, words = '']) => words.trim().length > 4)).toEqual(Array(5).fill(true));
  });

  it('lists the last ones with time, application and outcome', () => {
    expect(show({})).toContain(
      [
        'Time (UTC) Application Outcome',
        '28 Nov 2026, 14:32 Business Central Is being sent',
        '28 Nov 2026, 14:30 Business Central Not known: check Sent Items',
        '27 Nov 2026, 08:05 An application of Contoso 0000ca12… Could not be sent',
        '24 Nov 2026, 09:31 Test email of your own Sent',
      ].join(' '),
    );
    expect(render({ ...sent, history: sampleHistory })).toContain(
      '<th scope="row"><time datetime="2026-11-28T14:32:08.000Z">28 Nov 2026, 14:32</time></th>',
    );
  });

  it('says how far it looks back, and when nothing was sent', () => {
    const period = { since: new Date('2026-11-24T09:30:00Z') };
    expect(show({})).toContain('By application, in the last 30 days');
    expect(show({ period })).toContain('By application, since 24 Nov 2026, 09:30 UTC');
    expect(show(nothing)).toContain('Nothing was sent in the last 30 days.');
    expect(show({ ...nothing, period })).toContain(
      'Nothing was sent since this account was connected on 24 Nov 2026, 09:30 UTC.',
    );
    expect(render({ ...sent, history: { ...sampleHistory, ...nothing } })).not.toContain('<table');
  });

  it('says "at least" for each number where not all were counted', () => {
    expect(show({ isAtLeast: true })).toMatch(/at least 1,204 .* at least 17 .* at least 1 /);
    expect(show({})).not.toContain('at least');
  });

  it('says that it cannot be read, and no number', () => {
    const text = visibleText(render({ ...sent, history: 'not_read' }));
    expect(text).toContain('cannot be listed at the moment');
    expect(text).not.toMatch(/\d/);
  });

  it('escapes what names an application', () => {
    const settings = { ...sampleSettings, erpName: '<b>ERP</b>' };
    const applications = [
      { callerId: sent.onlyCallerId, messages: 1 },
      { callerId: '<i>id</i>', messages: 1 },
    ];
    const page = render({ ...sent, history: { ...sampleHistory, applications } }, createContext(settings, en));
    expect(page).toContain('&lt;b&gt;ERP&lt;/b&gt;');
    expect(page).toContain('&lt;i&gt;id&lt;/i&gt;');
  });
});
