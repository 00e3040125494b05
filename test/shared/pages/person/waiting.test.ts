import { describe, expect, it } from 'vitest';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { renderWaiting, type WaitingEmail } from '../../../../shared/pages/person/waiting.ts';
import { languages } from '../../../../shared/pages/text/languages.ts';
import { createContext, sampleSettings } from '../../../browser/gallery.ts';
import { sent } from '../../../browser/sample-history.ts';
import { sampleFormer, sampleWaiting } from '../../../browser/sample-waiting.ts';
import { catalogues } from '../text/all-texts.ts';
import { visibleText } from '../visible-text.ts';

/** What can be pressed, as its reader hears it named, with what it is by itself. */
function namesIn(page: string): { label: string; name: string }[] {
  const textOf = (id: string) => {
    const [, inner] = new RegExp(`id="${id}"[^>]*>([^]*?)</(?:h3|button|summary|dd)>`).exec(page) ?? [];
    if (inner === undefined) throw new Error(`Nothing has the id ${id}.`);
    return visibleText(inner.replace(/<\/span>\s*<(?:p|dl)[^]*/, '')).trim();
  };
  return [...page.matchAll(/<(?:button|summary)[^>]*aria-labelledby="([^"]*)"/g)].map(([, ids = '']) => {
    const [label = '', ...about] = ids.split(' ').map(textOf);
    return { label, name: [label, ...about].join(' ') };
  });
}

const [first] = sampleWaiting;
const emails: WaitingEmail[] = [
  ...sampleWaiting,
  ...sampleFormer,
  // Alike but for their ids.
  { ...first!, id: 'a'.repeat(32) },
  { ...first!, id: 'b'.repeat(32), addressed: { subject: `"><img id="email-0">`, recipients: [] } },
];

describe('renderWaiting', () => {
  it.each(languages)('names each button after its email, and no two alike, in %s', (language) => {
    const context = createContext(sampleSettings, catalogues[language]);
    const whose = { handle: 'tab', mailbox: 'ann@fabrikam.com' };
    const page = toText(renderWaiting(context, { ...sent, emails }, whose)!);
    const pressed = namesIn(page);
    expect(pressed).toHaveLength((page.match(/<(?:button|summary)/g) ?? []).length);
    expect(pressed).toHaveLength(emails.length + 2);
    expect(new Set(pressed.map(({ name }) => name)).size).toBe(pressed.length);
    const { waiting } = context.texts;
    const refusals = pressed.filter(({ label }) => label === waiting.refuse);
    expect(refusals).toHaveLength(emails.length);
    expect(refusals[0]?.name).toMatch(new RegExp(`^${waiting.refuse} Invoice 103042 .*2026.* 1$`));
    expect(refusals.at(-1)?.name).toContain('"><img id="email-0">');
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
