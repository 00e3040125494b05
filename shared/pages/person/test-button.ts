/**
 * The button that sends a test email from the person's mailbox to itself.
 */
import { renderFormButton } from '../kit/form-button.ts';
import type { SafeHtml } from '../kit/html.ts';
import type { PageSettings } from '../kit/page-settings.ts';

/** `handle` opens the person's session. */
export function renderTestButton(
  { publicUrl }: PageSettings,
  handle: string,
  label: string,
  look?: 'primary',
): SafeHtml {
  return renderFormButton({
    action: `${publicUrl}/me/test`,
    label,
    busyLabel: 'Sending…',
    ...(look && { look }),
    field: { name: 'handle', value: handle },
  });
}
