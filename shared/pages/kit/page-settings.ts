/**
 * The settings that every page shows in its frame. A page that needs more names it beside the page.
 */
import type { Config } from '../../config.ts';

export type PageSettings = Pick<
  Config,
  'publicUrl' | 'hostName' | 'erpName' | 'erpUrl' | 'supportContact' | 'privacyUrl' | 'logoUrl' | 'accentColor'
>;
