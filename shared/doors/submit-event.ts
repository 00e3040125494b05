/**
 * Submits the message of an event, or parks what cannot become one: with its content where only the sender is missing, else with the
 * reasons and what came.
 *
 * A message is parsed as if a caller had posted it. What passes is thrown; what would be refused again is parked.
 */
import type { RequireMaySend } from '../callers/require-may-send.ts';
import { ConnectorError, type Fault } from '../errors.ts';
import type { Messages } from '../outbox/messages.ts';
import { NO_SENDER } from '../outbox/parked.ts';
import type { Submitted } from '../outbox/submitted.ts';
import { outcomes } from '../outcomes.ts';
import type { MessageLimits } from '../submission/check-size.ts';
import type { Submission } from '../submission/submission.ts';
import type { DoorSources } from './door-sources.ts';
import type { AcceptedEvent, DoorReaders, DoorVisit } from './door-visit.ts';
import type { FilledEvent } from './fill-event.ts';

export interface SubmitEventDependencies {
  sources: Pick<DoorSources, 'readTemplate' | 'render'>;
  messages: Pick<Messages, 'submit' | 'park'>;
  requireMaySend: RequireMaySend;
  limits: MessageLimits;
  now: () => Date;
}

export interface SubmitEvent {
  /** `payload`: the event, for whoever reads why it was parked. Throws as Submit and Park. */
  submit(visit: DoorVisit, filled: FilledEvent, accepted: AcceptedEvent, payload: string): Promise<Submitted>;
  park(visit: DoorVisit, faults: readonly Fault[], accepted: AcceptedEvent, payload: string): Promise<Submitted>;
}

export function createSubmitEvent(dependencies: SubmitEventDependencies, readers: DoorReaders): SubmitEvent {
  const { sources, messages, requireMaySend, limits, now } = dependencies;

  async function write({ document, door }: DoorVisit, filled: FilledEvent): Promise<Submission> {
    const template = await sources.readTemplate(door.hostTenantId, document.template);
    if (template === undefined) throw new ConnectorError('invalid_request', { faults: [NO_TEMPLATE] });
    const rendered = await sources.render(template, filled.language, filled.values);
    if (!rendered.message) throw new ConnectorError('invalid_request', { faults: [...rendered.faults] });
    const body = readers.writeMessage(rendered.message, filled, filled.sender ?? NO_SENDER);
    const { parseSubmission } = await import('../mime/parsers.ts');
    return parseSubmission(Buffer.from(JSON.stringify(body)), jsonHeaders, now(), limits).submission;
  }

  const park: SubmitEvent['park'] = (visit, faults, { key, options }, payload) => {
    const { subject, content } = readers.describeIncomplete(visit.door.name, faults, payload);
    const message = { subject, body: { contentType: 'Text' as const, content }, toRecipients: [] };
    const submission = { posted: { event: key }, senderReference: NO_SENDER, message, saveToSentItems: true };
    return messages.park(visit, submission, options, 'event_incomplete');
  };

  return {
    park,
    async submit(visit, filled, accepted, payload) {
      const { key, notBefore, options } = accepted;
      try {
        await requireMaySend(visit.hostTenantId, visit.clientId);
        const written = await write(visit, filled);
        // The key alone says which event it is: its template may have changed since.
        const submission = { ...written, posted: { event: key }, ...(notBefore && { notBefore }) };
        if (filled.sender === undefined) return await messages.park(visit, submission, options, 'initiator_missing');
        return await messages.submit(visit, submission, options);
      } catch (error) {
        if (!(error instanceof ConnectorError) || !isForGood(error)) throw error;
        return park(visit, faultsOf(error), accepted, payload);
      }
    },
  };
}

const NO_TEMPLATE: Fault = { pointer: '', detail: 'needs a template that is not there' };

/** A repetition of the event would be refused again. */
function isForGood({ code }: ConnectorError): boolean {
  const { disposition, status } = outcomes[code];
  return disposition === 'reject' && status < 500;
}

function faultsOf({ faults, code }: ConnectorError): readonly Fault[] {
  return faults.length > 0 ? faults : [{ pointer: '', detail: `is refused: ${code}` }];
}

const jsonHeaders = { get: (name: string) => (name === 'content-type' ? 'application/json' : null) };
