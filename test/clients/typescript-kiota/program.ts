// Does what each line of the input asks for, through the generated client, and writes one line of JSON with what came back.
import { createInterface } from 'node:readline';
import { BaseBearerTokenAuthenticationProvider, AllowedHostsValidator } from '@microsoft/kiota-abstractions';
import { FetchRequestAdapter } from '@microsoft/kiota-http-fetchlibrary';
import { createGuestmailClient } from '../../../.local/kiota/TypeScript/guestmailClient.js';
import {
  HandlingObject,
  type FailedMessage,
  type MessageState,
  type Problem,
  type Sender,
  type Submission,
} from '../../../.local/kiota/TypeScript/models/index.js';

type Asked = Record<string, string | undefined>;

const { PUBLIC_URL: address = '', ACCESS_TOKEN: token = '' } = process.env;
const adapter = new FetchRequestAdapter(
  new BaseBearerTokenAuthenticationProvider({
    getAuthorizationToken: async () => token,
    getAllowedHostsValidator: () => new AllowedHostsValidator(),
  }),
);
adapter.baseUrl = address;
const client = createGuestmailClient(adapter);

for await (const line of createInterface(process.stdin)) {
  const answer = await run(JSON.parse(line) as Asked).catch(showRefusal);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function run(asked: Asked): Promise<object> {
  const { id = '', name = '', file = '' } = asked;
  switch (asked['do']) {
    case 'send':
      return show(await client.send.post(write(asked)));
    case 'get':
      return show(await client.messages.byId(id).get());
    case 'cancel':
      return show(await client.messages.byId(id).cancel.post());
    case 'list': {
      const queryParameters = {
        reference: asked['reference']!,
        fromEscaped: new Date(Date.now() - 3_600_000),
        top: 10,
      };
      const page = await client.messages.get({ queryParameters });
      return { ids: page?.value?.map((message) => message.id) };
    }
    case 'content':
      return { text: Buffer.from((await client.messages.byId(id).content.get())!).toString() };
    case 'upload': {
      const uploaded = await client.attachments.byName(name).put(new TextEncoder().encode(file).buffer);
      const again = await client.attachments.byName(uploaded?.id ?? '').get();
      return { name: again?.name, size: again?.size, status: again?.status };
    }
    case 'find':
      return showSender(await client.senders.find.post({ sender: name }));
    case 'sender':
      return showSender(await client.senders.bySender(id).get());
    case 'health':
      return { status: (await client.health.get())?.status };
    default:
      throw new Error(`Nobody knows ${asked['do']}.`);
  }
}

function write({ sender, reference, key, handling, subject, to, file }: Asked): Submission {
  return {
    sender: sender!,
    ...(reference && { reference }),
    ...(key && { idempotencyKey: key }),
    ...(handling === 'strict' && { prefer: { handling: HandlingObject.Strict } }),
    message: {
      subject: subject!,
      importance: 'high',
      body: { contentType: 'html', content: '<p>Hello</p>' },
      toRecipients: [{ emailAddress: { address: to!, name: 'Mia' } }],
      internetMessageHeaders: [{ name: 'x-document', value: 'SI-103042' }],
      ...(file && {
        attachments: [
          {
            odataType: '#microsoft.graph.fileAttachment',
            name: 'hello.txt',
            contentType: 'text/plain',
            contentBytes: new TextEncoder().encode(file).buffer,
          },
        ],
      }),
    },
  };
}

function show(state: MessageState | undefined): object {
  const { id, status, reference = null, consentUrl = null, errorEscaped: error, attempts, createdAt } = state!;
  return {
    id,
    status,
    reference,
    consentUrl,
    error: error?.code ?? null,
    attempts: attempts?.length,
    isNew: Date.now() - createdAt!.getTime() < 600_000,
  };
}

function showSender(sender: Sender | undefined): object {
  const { id, mailbox, status } = sender!;
  return { id: String(id), mailbox, status };
}

function showRefusal(thrown: unknown): object {
  const refusal = thrown as Partial<Problem & FailedMessage> & { responseStatusCode?: number };
  if (!refusal.code) throw thrown;
  const { code, detail: message, consentUrl = null, retryable, id } = refusal;
  return refusal.responseStatusCode === 422
    ? { failed: code, message, retryable, id }
    : { problem: code, message, consentUrl };
}
