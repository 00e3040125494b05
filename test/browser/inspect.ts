/**
 * What is wrong with a page as a browser shows it: barriers that axe-core finds, and sideways scrolling.
 *
 * The checker is put into the page here and nowhere else: as an init script it would be run by every page on the way.
 */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Nothing if all is well. */
export async function inspect(on: Page): Promise<string[]> {
  if (!(await on.evaluate(() => 'axe' in window))) await on.evaluate(axe.source);
  return on.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, { resultTypes: ['violations'] });
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
    const { scrollWidth } = document.documentElement;
    return scrollWidth > innerWidth ? [...found, `scrolls to ${scrollWidth}`] : found;
  });
}
