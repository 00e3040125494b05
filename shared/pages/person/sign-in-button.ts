/**
 * A button that takes a person to Microsoft's sign-in. It posts, because opening a link must change nothing.
 */
import { renderFormButton, type FormButton } from '../kit/form-button.ts';
import type { SafeHtml } from '../kit/html.ts';
import type { PersonContext } from './person-context.ts';

/** `field` says what the sign-in is for, where it is not to connect. */
export function renderSignInButton(
  { settings, texts }: PersonContext,
  button: Pick<FormButton, 'label' | 'look' | 'field'>,
): SafeHtml {
  const busyLabel = texts.frame.openingMicrosoft;
  return renderFormButton({ action: `${settings.publicUrl}/authorize`, busyLabel, ...button });
}
