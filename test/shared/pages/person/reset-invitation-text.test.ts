import { describe, expect, it } from 'vitest';
import { buildResetInvitationText } from '../../../../shared/pages/person/reset-invitation-text.ts';
import { sampleSettings as settings } from '../../../browser/gallery.ts';

describe('buildResetInvitationText', () => {
  it('says what to do in which directory, with the instructions', () => {
    const text = buildResetInvitationText(settings, 'https://learn.microsoft.com/x');
    expect(text).toContain('directory of Contoso');
    expect(text).toContain('"Reset redemption status".\nhttps://learn.microsoft.com/x');
    expect(buildResetInvitationText(settings, undefined)).not.toContain('undefined');
  });
});
