/** What is below `/senders`. */
import type { Operations, Parameter } from '../operation.ts';
import { pageParameters } from './messages.ts';
import { submissionAnswers } from './send.ts';

const sender: Parameter = {
  name: 'sender',
  in: 'path',
  description: 'The object id of the sender in the host tenant; findSender gives it for a name.',
  schema: { type: 'string', format: 'uuid' },
};

export const senderOperations: Readonly<
  Record<'senders' | 'changedSenders' | 'findSender' | 'sender' | 'senderTest' | 'senderDiagnosis', Operations>
> = {
  senders: {
    GET: {
      operationId: 'listSenders',
      tag: 'Senders',
      summary: 'List senders',
      description: 'Lists everybody who has connected a mailbox, with the health of each connection.',
      parameters: pageParameters,
      answers: { 200: { description: 'The senders.', content: { schema: 'SenderList' } } },
      problems: [400],
    },
  },
  changedSenders: {
    GET: {
      operationId: 'listSenderChanges',
      tag: 'Senders',
      summary: 'List sender changes',
      description:
        'Tells which senders connected, disconnected, met a problem or solved it since the cursor was given, oldest change first.',
      parameters: pageParameters,
      answers: { 200: { description: 'The senders as they are now.', content: { schema: 'SenderChanges' } } },
      problems: [400],
    },
  },
  findSender: {
    POST: {
      operationId: 'findSender',
      tag: 'Senders',
      summary: 'Find a sender by name',
      description: 'Gives the sender with a name: a UPN, or an address of the connected mailbox.',
      body: {
        schema: 'SenderName',
        isRequired: true,
        description: 'Whom to find.',
        example: { sender: 'ann@fabrikam.com' },
      },
      answers: { 200: { description: 'The sender.', content: { schema: 'Sender' } } },
      problems: [400, 404, 409, 411, 413, 415],
    },
  },
  sender: {
    GET: {
      operationId: 'getSender',
      tag: 'Senders',
      summary: 'Get a sender',
      description: 'Tells whether a sender is connected, to what, and what is wrong.',
      parameters: [sender],
      answers: { 200: { description: 'The sender.', content: { schema: 'Sender' } } },
      problems: [404, 409],
    },
    DELETE: {
      operationId: 'disconnectSender',
      tag: 'Senders',
      summary: 'Disconnect a sender',
      description:
        "Deletes a sender's connection, with its tokens and keys. Their messages wait until they connect again.",
      parameters: [sender],
      answers: { 200: { description: 'The sender is disconnected.', content: { schema: 'Sender' } } },
      problems: [404, 409],
    },
  },
  senderTest: {
    POST: {
      operationId: 'sendTestMessage',
      tag: 'Senders',
      summary: 'Send a test message',
      description: "Sends a test message from the sender's mailbox to itself.",
      parameters: [sender],
      answers: submissionAnswers,
      problems: [404, 409, 429],
    },
  },
  senderDiagnosis: {
    GET: {
      operationId: 'diagnoseSender',
      tag: 'Senders',
      summary: 'Diagnose a sender',
      description:
        'Tries everything that sending as a sender depends on, and tells step by step what was found and who must act. It sends nothing.',
      parameters: [sender],
      answers: { 200: { description: 'The steps; result says how it ended.', content: { schema: 'Diagnosis' } } },
      problems: [404],
    },
    POST: {
      operationId: 'diagnoseSenderWithTest',
      tag: 'Senders',
      summary: 'Diagnose a sender with a test message',
      description:
        "Diagnoses a sender, and sends a test message from the sender's mailbox to itself where every other step lets it.",
      parameters: [sender],
      answers: { 200: { description: 'The steps; result says how it ended.', content: { schema: 'Diagnosis' } } },
      problems: [404],
    },
  },
};
