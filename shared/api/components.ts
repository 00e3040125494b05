/**
 * Every schema of the description, under the name that generated clients give its class.
 *
 * What callers post is closed: an unknown property is refused. What they are answered is open: a later release may add properties and
 * values.
 */
import type * as z from 'zod';
import { attachmentAnswerSchema } from '../attachments/attachment-answer.ts';
import { senderDocumentSchema, senderProblemSchema } from '../grants/sender-schema.ts';
import {
  diagnosisFactsSchema,
  diagnosisSchema,
  diagnosisStepSchema,
} from '../operations/diagnosis/diagnosis-answer.ts';
import { messageAnswerParts } from '../outbox/message-answer.ts';
import { faultSchema, problemDocumentSchema } from '../problem-schema.ts';
import { checkSchema, notReadyAnswerSchema, readinessAnswerSchema } from '../readiness/readiness-answer.ts';
import { messageParts, messageSchema } from '../submission/message-schema.ts';
import { handlingSchema, preferencesSchema, submissionSchema } from '../submission/submission-schema.ts';
import * as answers from './answers.ts';

export const requestSchemas = {
  Submission: submissionSchema,
  Preferences: preferencesSchema,
  Handling: handlingSchema,
  Message: messageSchema,
  ItemBody: messageParts.itemBody,
  Recipient: messageParts.recipient,
  EmailAddress: messageParts.emailAddress,
  FileAttachment: messageParts.fileAttachment,
  InternetMessageHeader: messageParts.internetMessageHeader,
  FollowupFlag: messageParts.followupFlag,
  DateTimeTimeZone: messageParts.dateTimeTimeZone,
  SingleValueExtendedProperty: messageParts.singleValueExtendedProperty,
  SenderName: submissionSchema.pick({ sender: true }),
} satisfies Record<string, z.ZodType>;

export const answerSchemas = {
  MessageState: answers.messageStateSchema,
  FailedMessage: answers.failedMessageSchema,
  MessageError: messageAnswerParts.error,
  DeliveryAttempt: messageAnswerParts.attempt,
  MessageRecipient: messageAnswerParts.recipient,
  MessageList: answers.messageListSchema,
  MessageChanges: answers.messageChangesSchema,
  UploadedFile: attachmentAnswerSchema,
  Sender: senderDocumentSchema,
  SenderProblem: senderProblemSchema,
  SenderList: answers.senderListSchema,
  SenderChanges: answers.senderChangesSchema,
  SenderChange: answers.senderChangeSchema,
  RemovedSender: answers.removedSchema,
  Diagnosis: diagnosisSchema,
  DiagnosisStep: diagnosisStepSchema,
  DiagnosisFacts: diagnosisFactsSchema,
  Health: answers.healthSchema,
  Readiness: readinessAnswerSchema,
  NotReady: notReadyAnswerSchema,
  ReadinessCheck: checkSchema,
  Problem: problemDocumentSchema,
  Fault: faultSchema,
} satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof requestSchemas | keyof typeof answerSchemas;

export const descriptions: Readonly<Record<SchemaName, string>> = {
  Submission: "A message to send: the body of Microsoft Graph's sendMail, and who sends.",
  Preferences: 'What the header Prefer (RFC 7240) says, for clients that cannot set headers.',
  Handling: 'strict: the message is sent now or refused, and never kept. lenient: it may be kept.',
  Message: 'What is sent. It needs at least one recipient.',
  ItemBody: 'The text of a message.',
  Recipient: 'Somebody to whom a message goes.',
  EmailAddress: 'An address, and the name that is shown for it.',
  FileAttachment: 'A file: its content, or the id of an uploaded one.',
  InternetMessageHeader: 'A header of the message.',
  FollowupFlag: 'A flag for following up.',
  DateTimeTimeZone: 'A time in a time zone.',
  SingleValueExtendedProperty: 'A MAPI property.',
  SenderName: 'One name of a sender.',
  MessageState: 'What became of a message; never its subject, body or recipients.',
  FailedMessage: 'A message that is not sent, and why.',
  MessageError: 'Why a message was not sent, or not yet.',
  DeliveryAttempt: 'One try to send a message.',
  MessageRecipient: 'What became of a message for one recipient.',
  MessageList: 'A page of messages.',
  MessageChanges: 'Messages that changed, as they are now.',
  UploadedFile: 'A file that was uploaded for a message.',
  Sender: 'Somebody who has connected a mailbox, and how the connection is.',
  SenderProblem: 'Why sending as a sender fails at the moment.',
  SenderList: 'A page of senders.',
  SenderChanges: 'Senders that changed, as they are now.',
  SenderChange: 'A sender that changed, or one who was erased.',
  RemovedSender: 'Why nothing is known of a sender any more.',
  Diagnosis: 'What stands in the way of sending as a sender.',
  DiagnosisStep: 'One thing that a send depends on.',
  DiagnosisFacts: 'What a step found.',
  Health: 'That the connector runs.',
  Readiness: 'What was tried, and that all of it works.',
  NotReady: 'What was tried, and what does not work.',
  ReadinessCheck: 'One thing that the connector needs.',
  Problem: 'Why a request was refused (RFC 9457).',
  Fault: 'One fault of a request.',
};
