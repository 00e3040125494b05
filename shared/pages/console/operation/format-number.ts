/**
 * Numbers on pages of the console, as the page's language writes them.
 */
import type { ConsoleContext } from '../console-context.ts';

/** With at most so many digits after the decimal separator. */
export function formatNumber(
  { texts }: Pick<ConsoleContext, 'texts'>,
  value: number,
  maximumFractionDigits = 0,
): string {
  return value.toLocaleString(texts.locale, { maximumFractionDigits });
}

/** An amount of money, without its currency. */
export function formatAmount({ texts }: Pick<ConsoleContext, 'texts'>, value: number): string {
  return value.toLocaleString(texts.locale, { minimumFractionDigits: 2, maximumFractionDigits: 3 });
}
