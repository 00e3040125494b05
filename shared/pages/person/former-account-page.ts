/**
 * The person's own page when the connection belongs to another account that was theirs in the host tenant before.
 *
 * It names nothing of that connection: whoever reads this is not its owner. It can only be removed, or replaced by connecting.
 */
import { renderFormButton } from '../kit/form-button.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderName, renderParties } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';

export type FormerAccountPageView = PersonContext & SignedIn;

export function renderFormerAccountPage(view: FormerAccountPageView): string {
  const { settings, texts, signedInAs, handle } = view;
  const { me } = texts;
  const { publicUrl } = settings;
  const { erp, host } = renderParties(settings);
  return renderPage({
    context: view,
    title: me.formerTitle,
    mark: 'bad',
    main: html`<p class="lead">${me.former(renderName(signedInAs), host, erp)}</p>
      <p>${me.formerReason(host, linkTo(`${publicUrl}/authorize`))}</p>
      <div class="actions">
        ${renderFormButton({
          action: `${publicUrl}/me/disconnect`,
          label: me.removeFormer,
          busyLabel: me.removing,
          look: 'danger',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${renderSignOut(view, view)}`,
  });
}
