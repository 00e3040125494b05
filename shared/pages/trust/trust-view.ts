/**
 * Everything that the page for IT and data protection is filled with. It holds no secret and nothing about a person but the contact
 * that the operator publishes.
 */
import type { Permission } from '../person/permissions.ts';
import type { TrustSettings } from './trust-settings.ts';

export interface TrustView {
  settings: TrustSettings;
  /** Of Azure; undefined where nothing says which. */
  region: string | undefined;
  /** In English. */
  permissions: readonly Permission[];
  /** For an administrator of any organisation: `{ENTRA_AUTHORITY}/organizations/v2.0/adminconsent?…`. */
  adminConsentUrl: string;
  /** The button that copies the record, in the reader's language. */
  copyButton?: { label: string; done: string; failed: string; language: string };
  today: Date;
}
