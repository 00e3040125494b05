/**
 * What every page of the console needs beside its own view, and what its forms and links are made of.
 */
import type { ErrorCode } from '../../outcomes.ts';
import type { Config } from '../../config.ts';
import type { PageContext } from '../kit/page-context.ts';
import type { ConsoleTexts } from '../text/en/console.ts';

export interface ConsoleContext extends PageContext {
  settings: Config;
  /** Of the language of `texts`. */
  words: ConsoleTexts;
  /** Name of the page that is shown. */
  page: string;
  /** The host tenant that was chosen. */
  tenantId: string;
  /** Those that can be chosen. */
  tenants: readonly { id: string; name: string | undefined }[];
  signedIn: { displayAddress: string; displayName?: string | undefined; formToken: string };
  requestId: string;
  /** What a form of this page is posted with once (take-form.ts). */
  once: string;
  /** The form that led here was posted before, and was not done again. */
  wasPosted: boolean;
  /** What stands in the way of everything that is done for this host tenant. */
  notice?: ErrorCode;
}

/** The address of a page, with the host tenant that was chosen; empty values are left out. */
export function consoleUrl(
  { settings, tenantId }: Pick<ConsoleContext, 'settings' | 'tenantId'>,
  page: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const tenant = tenantId === settings.hostTenantId ? {} : { tenant: tenantId };
  const given = Object.entries({ ...tenant, ...query }).filter((pair): pair is [string, string] => !!pair[1]);
  const text = new URLSearchParams(given).toString();
  return `${settings.publicUrl}/console/${page}${text && `?${text}`}`;
}
