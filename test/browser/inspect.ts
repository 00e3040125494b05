/**
 * What is wrong with a page as a browser shows it: barriers that axe-core finds, buttons of one name that do different things, and
 * sideways scrolling.
 *
 * The checker is put into the page here and nowhere else: as an init script it would be run by every page on the way.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Minified: every page that is inspected compiles it once more. */
export const checkerSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Inspection {
  /** Names of the rules to apply; default: all. */
  rules?: string[];
  /** An address of the page's own origin that serves `checkerSource`, which the browser then fetches once. */
  checkerUrl?: string;
}

/** Nothing if all is well. */
export async function inspect(on: Page, { rules, checkerUrl }: Inspection = {}): Promise<string[]> {
  if (!(await on.evaluate(() => 'axe' in window)))
    await (checkerUrl ? on.addScriptTag({ url: checkerUrl }) : on.evaluate(checkerSource));
  return on.evaluate(async (only) => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: only } }),
    });
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
    const names = new Map<string, string>();
    for (const button of document.querySelectorAll('main button, main summary')) {
      const ids = button.getAttribute('aria-labelledby')?.split(' ');
      const parts: (Element | null)[] = ids ? ids.map((id) => document.getElementById(id)) : [button];
      if (parts.includes(null)) found.push(`names nothing: ${button.outerHTML}`);
      const name = parts.map((part) => part?.textContent.replace(/\s+/g, ' ').trim()).join(' ');
      const action = button.closest('form')?.action ?? button.outerHTML;
      if (names.has(name) && names.get(name) !== action) found.push(`one name for two: ${name}`);
      names.set(name, action);
    }
    const { scrollWidth } = document.documentElement;
    return scrollWidth > innerWidth ? [...found, `scrolls to ${scrollWidth}`] : found;
  }, rules);
}
