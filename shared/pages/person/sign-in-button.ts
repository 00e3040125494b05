/**
 * A button that takes a person to Microsoft's sign-in. It posts, because opening a link must change nothing.
 */
import { renderFormButton, type FormButton } from '../kit/form-button.ts';
import type { SafeHtml } from '../kit/html.ts';
import type { PageSettings } from '../kit/page-settings.ts';

/** `field` says what the sign-in is for, where it is not to connect. */
export function renderSignInButton(
  { publicUrl }: PageSettings,
  button: Pick<FormButton, 'label' | 'look' | 'field'>,
): SafeHtml {
  return renderFormButton({ action: `${publicUrl}/authorize`, busyLabel: 'Opening Microsoft…', ...button });
}
