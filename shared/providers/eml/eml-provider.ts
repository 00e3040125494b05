/**
 * Provider `eml`: writes a message into a container instead of sending it, for test systems.
 *
 * The `.eml` has exactly the bytes that a mail server would get, so any mail program opens it and no blind recipient is in it; whom it was
 * for is in a JSON file beside it, which is written first. Both are written once: an attempt whose answer was lost left what the next one
 * would write. It works only while the host tenant is a sandbox, which is asked for every message.
 */
import { ConnectorError } from '../../errors.ts';
import { writeOutgoingMail } from '../outgoing-mail.ts';
import type { Provider, ProviderFinding } from '../provider.ts';
import type { EmlBlobs } from './eml-blobs.ts';
import type { EmlDocument } from './eml-document.ts';

export interface EmlProviderDependencies {
  blobs: EmlBlobs;
  isSandbox: (hostTenantId: string) => Promise<boolean>;
  now: () => Date;
}

export function createEmlProvider({ blobs, isSandbox, now }: EmlProviderDependencies): Provider<EmlDocument> {
  async function open({ hostTenantId }: { hostTenantId: string }): Promise<string> {
    if (await isSandbox(hostTenantId)) return '';
    const cause = new Error('Only a host tenant with a sandbox writes its mail into a container.');
    throw new ConnectorError('mail_server_unusable', { cause });
  }

  return {
    open,
    async send({ hostTenantId, address }, _credential, message) {
      if (!(await isSandbox(hostTenantId))) return { kind: 'refused', code: 'mail_server_unusable' };
      const { from, to, mime } = await writeOutgoingMail(message, { address, date: now() });
      const name = `${hostTenantId}/${message.id}`;
      const envelope = Buffer.from(`${JSON.stringify({ version: 1, from, to }, null, 2)}\n`);
      try {
        await blobs.put(`${name}.json`, envelope, 'application/json');
        await blobs.put(`${name}.eml`, mime, 'message/rfc822');
        return { kind: 'sent' };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return error.code === 'storage_access_refused'
          ? { kind: 'refused', code: error.code }
          : { kind: 'unknown', reason: 'storage did not answer' };
      }
    },
    check: async ({ hostTenantId }) => ((await isSandbox(hostTenantId)) ? usable : noSandbox),
  };
}

const usable: ProviderFinding = {
  ok: true,
  who: 'nobody',
  detail: 'Its mail goes into the container for test systems.',
};
const noSandbox: ProviderFinding = {
  ok: false,
  who: 'operator',
  detail:
    'The host tenant is no sandbox, so nothing is written: the operator gives its document a sandbox, or the mailboxes another provider.',
};
