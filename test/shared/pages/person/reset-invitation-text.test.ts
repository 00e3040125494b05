import { describe, expect, it } from 'vitest';
import { buildResetInvitationText } from '../../../../shared/pages/person/reset-invitation-text.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';

describe('buildResetInvitationText', () => {
  it('says what to do in which directory, with the instructions', () => {
    const text = buildResetInvitationText(context, 'https://learn.microsoft.com/x');
    expect(text).toContain('directory of Contoso');
    expect(text).toContain('"Reset redemption status".\nhttps://learn.microsoft.com/x');
    expect(buildResetInvitationText(context, undefined)).not.toContain('undefined');
  });
});
