import { describe, expect, it } from 'vitest';
import { languages } from '../../../../shared/pages/text/languages.ts';
import { createContext, sampleSettings } from '../../../browser/gallery.ts';
import { renderTrustSample } from '../../../browser/sample-trust.ts';
import { catalogues } from '../text/all-texts.ts';
import { visibleText } from '../visible-text.ts';

describe.each(languages)('renderTrustPage in %s', (language) => {
  const texts = catalogues[language];
  const page = renderTrustSample(createContext(sampleSettings, texts));
  const [frame = '', details = ''] = page.split('<div lang="en">');

  it('has its frame and the text that asks for approval in the language of the reader', () => {
    expect(frame).toContain(`<html lang="${language}">`);
    const text = visibleText(frame);
    const { itDepartment, trust } = texts;
    for (const said of [
      trust.title,
      trust.request,
      itDepartment.approval,
      itDepartment.appId(sampleSettings.entraClientId),
    ])
      expect(text).toContain(said.replace(/\s+/g, ' '));
  });

  it('says that the rest is in English where that is not the language of the frame', () => {
    expect(visibleText(frame).includes(texts.trust.inEnglish)).toBe(language !== 'en');
    expect(details).toContain('What the app is');
    expect(details).toMatch(new RegExp(`<p class="actions" lang="${language}">\\s*<button`));
  });
});
