import { describe, expect, it } from 'vitest';
import { explainSendersRole } from '../../../infra/deploy/explain-senders-role.ts';

describe('explainSendersRole', () => {
  it('says nothing where the rights are parted', () => {
    expect(explainSendersRole(new Map([['SENDERS_ROLE', 'Senders.Manage']]))).toBeUndefined();
  });

  it('says what changed, that nobody lost a right, and the command for this installation', () => {
    const text = explainSendersRole(
      new Map([
        ['SENDERS_ROLE', 'Mail.Send.AsUser'],
        ['AZURE_ENV_NAME', 'erp'],
      ]),
    );
    expect(text).toContain('go on doing both until you change that');
    expect(text).toContain('SENDERS_ROLE=Senders.Manage AZURE_ENV_NAME=erp npm run deploy');
  });
});
