/**
 * The settings that pages speak of. A page never sees more of the configuration than this.
 */
import type { Config } from '../../config.ts';

export type PageSettings = Pick<
  Config,
  | 'publicUrl'
  | 'entraAuthority'
  | 'entraClientId'
  | 'mailPermission'
  | 'outboundAddresses'
  | 'hostName'
  | 'erpName'
  | 'erpUrl'
  | 'supportContact'
  | 'privacyUrl'
>;
