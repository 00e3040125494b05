import { describe, expect, it } from 'vitest';
import { buildSendMail } from '../../../shared/graph/build-send-mail.ts';
import { findRefusedRecipients } from '../../../shared/graph/refused-recipients.ts';

const recipients = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const { body } = buildSendMail({
  message: {
    toRecipients: recipients('Mia@contoso.com', 'ia@contoso.com', 'mia@contoso.co'),
    ccRecipients: recipients("o'neil@fabrikam.com"),
    replyTo: recipients('ben@northwindtraders.com'),
  },
  saveToSentItems: true,
});
const find = (message: unknown) =>
  findRefusedRecipients(Buffer.from(JSON.stringify({ error: { code: 'ErrorInvalidRecipients', message } })), body);

describe('findRefusedRecipients', () => {
  it.each<[unknown, string[]]>([
    [
      "At least one recipient is not valid., Recipient 'mia@contoso.com' is not resolved. All recipients must be resolved before a message can be submitted.",
      ['mia@contoso.com'],
    ],
    ["Recipient 'O'Neil@Fabrikam.com' is not resolved.", ["o'neil@fabrikam.com"]],
    ['refused: ben@northwindtraders.com, mia@contoso.co.', ['mia@contoso.co', 'ben@northwindtraders.com']],
    ["Recipient 'xmia@contoso.com' and 'mia@contoso.com.au' are not resolved.", []],
    ["Recipient '' is not resolved.", []],
    ['eve@northwindtraders.com', []],
    ['', []],
    [7, []],
    [undefined, []],
  ])('finds in %j those of the request alone', (message, expected) => {
    expect(find(message)).toEqual(expected);
  });

  it.each(['', 'null', '{"error":null}', '<html>mia@contoso.com</html>', '{"error":{"message":{}}}'])(
    'finds nothing in an answer of another form: %j',
    (answer) => {
      expect(findRefusedRecipients(Buffer.from(answer), body)).toEqual([]);
    },
  );
});
