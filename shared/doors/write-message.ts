/**
 * The bodies of submissions that a door makes: of a rendered template, and of an event that could not become a message. Pure.
 *
 * They are parsed as if a caller had posted them, so one set of rules holds for every message.
 */
import { PARKED_PAYLOAD_MAX_CHARACTERS } from '../door-limits.ts';
import type { Fault } from '../errors.ts';
import type { JsonObject } from '../submission/json-value.ts';
import type { FilledEvent } from './fill-event.ts';

export interface RenderedTemplate {
  subject: string;
  html?: string;
  text?: string;
  language: string;
}

/** A body for `POST /send`. */
export function writeMessage(rendered: RenderedTemplate, filled: FilledEvent, sender: string): JsonObject {
  const { subject, html, text = '' } = rendered;
  return {
    sender,
    message: {
      subject,
      body: html === undefined ? { contentType: 'Text', content: text } : { contentType: 'HTML', content: html },
      toRecipients: filled.recipients.map((address) => ({ emailAddress: { address } })),
    },
    ...(filled.reference !== undefined && { reference: filled.reference }),
  };
}

/** What the application reads in place of the message: why there is none, and what came. It has no recipient. */
export function describeIncomplete(
  door: string,
  faults: readonly Fault[],
  payload: string,
): { subject: string; content: string } {
  const reasons = faults.map(({ pointer, detail }) => `- ${pointer === '' ? 'It' : pointer} ${detail}.`);
  const shown = payload.toWellFormed().slice(0, PARKED_PAYLOAD_MAX_CHARACTERS);
  const content = ['This event could not become a message:', ...reasons, '', shown].join('\n');
  return { subject: `Event at the door ${door}`, content };
}
