/**
 * What is wrong with a page as it stands in a browser: barriers that axe-core finds, and sideways scrolling.
 *
 * The context must have been given `axe.source` as an init script.
 */
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Nothing if all is well. */
export function inspect(on: Page): Promise<string[]> {
  return on.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, { resultTypes: ['violations'] });
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
    const { scrollWidth } = document.documentElement;
    return scrollWidth > innerWidth ? [...found, `scrolls to ${scrollWidth}`] : found;
  });
}
