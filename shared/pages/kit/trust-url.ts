/**
 * Where the page for IT and data protection is.
 */
import type { PageSettings } from './page-settings.ts';

export function trustUrl({ publicUrl }: Pick<PageSettings, 'publicUrl'>): string {
  return `${publicUrl}/trust`;
}
