/**
 * Holds a message to the recipients that its host tenant allows: when it is submitted, and again before it is sent, because the rule may be
 * younger than the message.
 */
import { ConnectorError } from '../errors.ts';
import type { GraphMessage } from '../graph/graph-message.ts';
import { FAULTS_MAX } from '../limits.ts';
import { findForbiddenRecipients, rewriteRecipients } from '../submission/restrict-recipients.ts';
import type { Submission } from '../submission/submission.ts';
import type { MessageContent } from './message-content.ts';
import type { TenantRules } from './tenant-rules.ts';

export interface KeepToRecipients {
  /** What may be sent of it. @throws ConnectorError `recipient_not_allowed` with the place of each such recipient */
  restrict(hostTenantId: string, submission: Submission): Promise<Submission>;
  /** @throws ConnectorError `recipient_not_allowed` */
  require(hostTenantId: string, content: MessageContent): Promise<void>;
}

export function createKeepToRecipients(rules: Pick<TenantRules, 'readRecipientRule'>): KeepToRecipients {
  return {
    async restrict(hostTenantId, submission) {
      const rule = await rules.readRecipientRule(hostTenantId);
      const forbidden = rule ? findForbiddenRecipients(submission.message, rule) : [];
      if (!rule || forbidden.length === 0) return submission;
      const { rewriteTo } = rule;
      // The recipients of a MIME message are in its bytes, which go out as they came.
      if (rewriteTo !== undefined && submission.mime === undefined)
        return { ...submission, message: rewriteRecipients(submission.message, { ...rule, rewriteTo }) };
      const { findRecipientPointers } = await import('../mime/parsers.ts');
      throw refused(findRecipientPointers(submission.posted, forbidden));
    },
    async require(hostTenantId, { body }) {
      const rule = await rules.readRecipientRule(hostTenantId);
      if (!rule) return;
      const { message } = JSON.parse(body) as { message: GraphMessage };
      if (findForbiddenRecipients(message, rule).length > 0) throw refused([]);
    },
  };
}

function refused(pointers: readonly string[]): ConnectorError {
  const faults = pointers
    .slice(0, FAULTS_MAX)
    .map((pointer) => ({ pointer, detail: 'is not a recipient to whom this organisation lets messages go' }));
  return new ConnectorError('recipient_not_allowed', { faults });
}
