/**
 * The person's own page when the connection belongs to another account that was theirs in the host tenant before.
 *
 * It names nothing of that connection: whoever reads this is not its owner. It can only be removed, or replaced by connecting.
 */
import { renderFormButton } from '../kit/form-button.ts';
import { html } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import type { PersonSettings } from './person-settings.ts';
import { renderSignOut, type SignedIn } from './sign-out.ts';

export interface FormerAccountPageView extends SignedIn {
  settings: PersonSettings;
}

export function renderFormerAccountPage({ settings, signedInAs, handle }: FormerAccountPageView): string {
  const { erpName, hostName, publicUrl } = settings;
  return renderPage({
    settings,
    title: 'A former account’s connection',
    mark: 'bad',
    main: html`<p class="lead">
        A mailbox is connected for <bdi>${signedInAs}</bdi> at <bdi>${hostName}</bdi>, but under another account than
        the one you signed in with. <bdi>${erpName}</bdi> sends nothing from it.
      </p>
      <p>
        This happens when <bdi>${hostName}</bdi> hands a user over to another account. Remove the connection, or
        <a href="${publicUrl}/authorize">connect your own mailbox</a> in its place.
      </p>
      <div class="actions">
        ${renderFormButton({
          action: `${publicUrl}/me/disconnect`,
          label: 'Remove it',
          busyLabel: 'Removing…',
          look: 'danger',
          field: { name: 'handle', value: handle },
        })}
      </div>
      ${renderSignOut(settings, { signedInAs, handle })}`,
  });
}
