import { describe, expect, it } from 'vitest';
import { consoleTexts } from '../../../../../shared/pages/console/console-texts.ts';
import type { ConsoleContext } from '../../../../../shared/pages/console/console-context.ts';
import { renderStepPage, type StepView } from '../../../../../shared/pages/console/invitations/step-page.ts';
import { toText } from '../../../../../shared/pages/kit/html.ts';
import { en } from '../../../../../shared/pages/text/en.ts';
import { createMemoryConnector } from '../../../../fakes/memory-connector.ts';
import { visibleText } from '../../visible-text.ts';

const { config } = createMemoryConnector();
const context = {
  settings: config,
  texts: en,
  words: consoleTexts.en,
  tenantId: config.hostTenantId,
  signedIn: { displayAddress: 'mia@contoso.com', formToken: 'the-token' },
} as unknown as ConsoleContext;
const guests = [1, 2].map((row) => ({
  row,
  invitedUserEmailAddress: `guest${row}@fabrikam.com`,
  sendInvitationMessage: false,
}));
const pause = 'Microsoft asks for a pause of 33 seconds.';

const show = (count: number, change: Partial<StepView> = {}) => {
  const results = guests.slice(0, count).map((guest) => ({ ...guest, outcome: 'invited' as const }));
  return visibleText(toText(renderStepPage(context, { kind: 'invite', guests, results, ...change }).main));
};

describe('renderStepPage', () => {
  it('says for how long Microsoft asks it to wait while somebody is left', () => {
    expect(show(1, { waitSeconds: 33 })).toContain(pause);
    expect(show(1)).not.toContain('pause');
  });

  it('asks nobody to wait once everybody was dealt with', () => {
    expect(show(2, { waitSeconds: 33 })).not.toContain('pause');
  });
});
