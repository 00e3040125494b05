/**
 * The person's own page when the connection belongs to another account that was theirs in the host tenant before.
 *
 * It names nothing of that connection: whoever reads this is not its owner. It can only be removed, or replaced by connecting.
 */
import { renderFormButton } from '../kit/form-button.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { linkTo } from '../kit/link.ts';
import { renderParties } from '../kit/name.ts';
import { renderErase, type EraseView } from './erase.ts';
import { renderObstacle } from './obstacle.ts';
import type { PersonContext } from './person-context.ts';
import type { Problem } from './problem-remedy.ts';
import { renderPerson, renderSignOut, type SignedIn } from './sign-out.ts';

export interface FormerAccountPageView extends PersonContext, SignedIn {
  /** Why the person's own account cannot be connected in its place. */
  obstacle?: Problem | undefined;
  /** What stays after erasing. */
  kept: EraseView['kept'];
}

export function renderFormerAccountPage(view: FormerAccountPageView): string {
  const { settings, texts, handle, obstacle, kept } = view;
  const { me } = texts;
  const { publicUrl } = settings;
  const { erp, host } = renderParties(settings);
  return renderPage({
    context: view,
    title: me.formerTitle,
    mark: 'bad',
    main: html`<p class="lead">${me.former(renderPerson(view), host, erp)}</p>
      <p>${obstacle ? me.formerCannotBeReplaced(host) : me.formerReason(host, linkTo(`${publicUrl}/authorize`))}</p>
      ${obstacle && renderObstacle(view, obstacle)}
      <div class="actions">
        ${renderFormButton({
          action: `${publicUrl}/me/disconnect`,
          label: me.removeFormer,
          busyLabel: me.removing,
          look: 'danger',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${renderErase(view, { handle, kept })} ${renderSignOut(view, view)}`,
  });
}
