/**
 * The settings that a person's pages show. These pages see no more of the configuration than this.
 */
import type { Config } from '../../config.ts';
import type { PageSettings } from '../kit/page-settings.ts';

export type PersonSettings = PageSettings &
  Pick<Config, 'entraAuthority' | 'entraClientId' | 'mailPermission' | 'outboundAddresses' | 'historyDays'>;
