/**
 * The settings that the page for IT and data protection shows. Lists of who may (tenants, applications) are not among them: they would
 * tell strangers who the customers are.
 */
import type { Config } from '../../config.ts';
import type { PersonSettings } from '../person/person-settings.ts';

export type TrustSettings = PersonSettings & Pick<Config, 'hostTenantId' | 'entraCredential' | 'graphUrl'>;
