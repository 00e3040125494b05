/**
 * The button that sends a test email from the person's mailbox to itself.
 */
import { renderFormButton } from '../kit/form-button.ts';
import type { SafeHtml } from '../kit/html.ts';
import type { PersonContext } from './person-context.ts';

/** `handle` opens the person's session. */
export function renderTestButton(
  { settings, texts }: PersonContext,
  handle: string,
  label: string,
  look?: 'primary',
): SafeHtml {
  return renderFormButton({
    action: `${settings.publicUrl}/me/test`,
    label,
    busyLabel: texts.test.sending,
    ...(look && { look }),
    field: { name: 'handle', value: handle },
  });
}
