/**
 * How a request to the console is answered: with a page in its frame, a file to save, or the address of the next page.
 */
import type { Config } from '../../shared/config.ts';
import { outcomes } from '../../shared/outcomes.ts';
import { buildPageHeaders } from '../../shared/pages/kit/assets.ts';
import type { ConsoleContext } from '../../shared/pages/console/console-context.ts';
import { renderConsole } from '../../shared/pages/console/console-frame.ts';
import type { Reader } from '../language.ts';
import type { Answer, Reply } from '../respond.ts';
import type { Led, ShownFile, ShownPage } from './console-page.ts';

const fileHeaders = Object.freeze({ 'Cross-Origin-Resource-Policy': 'same-origin' });

export function pageReply({ settings, texts, cookies }: Reader, body: string, status = 200): Reply {
  const headers = { ...buildPageHeaders(settings), 'Content-Language': texts.tag };
  return { status, headers, ...(cookies.length > 0 && { cookies }), body };
}

export function answerWith(view: ConsoleContext, reader: Reader, shown: ShownPage | ShownFile): Answer {
  const { ids } = shown;
  if ('file' in shown) {
    const { name, contentType, body } = shown.file;
    const disposition = { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${name}"` };
    return { response: { headers: { ...fileHeaders, ...disposition }, body }, ...(ids && { ids }) };
  }
  const { alarms, error, title, main } = shown;
  const status = shown.status ?? (error && outcomes[error.code].status);
  const response = pageReply(reader, renderConsole(view, { title, main }), status);
  return { response, ...(ids && { ids }), ...(alarms && { alarms }), ...(error && { error }) };
}

/** Keeps the host tenant that was chosen. */
export function leadTo(config: Config, { tenantId }: ConsoleContext, { page, query = {}, ids }: Led): Answer {
  const chosen = tenantId === config.hostTenantId ? {} : { tenant: tenantId };
  const text = new URLSearchParams({ ...chosen, ...query }).toString();
  const headers = { Location: `${config.publicUrl}/console/${page}${text && `?${text}`}` };
  return { response: { status: 303, headers }, ...(ids && { ids }) };
}
