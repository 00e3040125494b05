/**
 * What can be done with a host tenant beside writing its document: pause and resume, and the way to off-boarding.
 */
import type { DocumentAddress } from '../../../configuration-addresses.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { formatOffBoardingItem } from './document-item.ts';
import type { TenantView } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';

export function renderTenantActs(
  context: ConsoleContext,
  { page, address, tenant }: { page: string; address: DocumentAddress; tenant: TenantView },
): SafeHtml {
  const words = documentsTexts(context);
  const { state } = tenant;
  const act = state === 'paused' ? 'resume' : 'pause';
  return html`${
      state !== 'left' &&
      html`<h2>${words.pauseTitle}</h2>
        ${state === 'active' && html`<p><b>${words.isActive}</b></p>`}
        <p>${words.pauseHint}</p>
        ${renderConsoleForm(context, {
          page,
          act,
          label: words[act],
          ...(act === 'pause' && { look: 'danger' }),
        })}`
    }
    <h2>${words.offBoardTitle}</h2>
    <p>${words.offBoardHint}</p>
    <p>
      <a href="${consoleUrl(context, `documents/${formatOffBoardingItem(address.hostTenantId)}`)}"
        >${words.offBoardLink}</a
      >
    </p>`;
}
