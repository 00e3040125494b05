import { describe, expect, it } from 'vitest';
import { renderContact } from '../../../../shared/pages/kit/contact.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';

describe('renderContact', () => {
  const render = (supportContact: string) =>
    toText(renderContact({ ...context, settings: { ...context.settings, supportContact } }));

  it('links an email and a web address', () => {
    expect(render('help@contoso.com')).toBe('<a href="mailto:help@contoso.com"><bdi>help@contoso.com</bdi></a>');
    expect(render('https://contoso.com/help')).toBe(
      '<a href="https://contoso.com/help"><bdi>https://contoso.com/help</bdi></a>',
    );
  });

  it.each([
    '+1 425 555 0100',
    'ann@fabrikam.com?bcc=x@contoso.com',
    'javascript:alert(1)',
    'http://contoso.com',
    'Finance, a@b.com',
  ])('shows %j as text', (contact) => {
    expect(render(contact)).toBe(`<bdi>${contact}</bdi>`);
  });
});
