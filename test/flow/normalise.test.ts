/**
 * What ERPs, clients of Graph and people write in a message, and what reaches Graph of it; what cannot be meant, and what is said of it.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiAnswer, deployedLimit, startApp, strict } from './app.ts';
import { base, businessCentral, file, refused, taken } from './message-examples.ts';

const app = await startApp({ settings: deployedLimit });
const ann = 'ann@fabrikam.com';
await app.connect('ann');
afterAll(() => app.close());
beforeEach(() => app.stack.graph.clear());

const send = (body: unknown, headers = {}) => app.call('POST', '/send', { body, headers });

describe('POST /send', () => {
  it.each(taken)('takes %s', async (_what, body, sent) => {
    expect((await send(body)).json).toMatchObject({ status: 'sent' });
    expect(app.stack.graph.messages()).toMatchObject([sent]);
  });

  it.each(refused)('refuses %s and says why', async (_what, body, pointer, why) => {
    const { status, json } = await send(body);
    expect([status, json['errors']]).toEqual([400, [{ pointer, detail: expect.stringMatching(why) }]]);
    expect(app.stack.graph.messages()).toEqual([]);
  });

  it('says of what is too large how large it is, how large it may be, and which attachment makes it so', async () => {
    const large = {
      AttachmentItem: { name: 'a', size: 3_145_729, contentBytes: Buffer.alloc(3_145_729).toString('base64') },
    };
    const tooLarge = async (body: object) => {
      const { status, json }: ApiAnswer = await send(body);
      return [status, json['code'], json['errors']] as unknown;
    };
    const attachments = [file(), large];
    const faults = (prefix: string) => [
      {
        pointer: prefix,
        detail: expect.stringMatching(
          /^has 4,194,\d{3} bytes as a request .* accepts 4,194,304 bytes; .* MAIL_PERMISSION to Mail\.ReadWrite$/,
        ),
      },
      {
        pointer: `${prefix}/attachments/1/AttachmentItem/contentBytes`,
        detail: 'has 4,194,308 bytes in base64, 3,145,729 bytes as a file',
      },
    ];
    expect(await tooLarge({ sender: ann, ...base, attachments })).toEqual([413, 'request_too_large', faults('')]);
    expect(await tooLarge({ sender: ann, Message: { ...base, attachments } })).toEqual([
      413,
      'request_too_large',
      faults('/Message'),
    ]);
    expect(await tooLarge({ x: 'x'.repeat(8 * 1024 * 1024) })).toEqual([
      413,
      'request_too_large',
      [
        {
          pointer: '',
          detail: expect.stringMatching(/^has 8,388,616 bytes; .* 8,388,608 bytes, .* 4,194,304 bytes that Microsoft/),
        },
      ],
    ]);
  });

  it('knows a key by what was posted, not by what was made of it', async () => {
    const headers = { 'Idempotency-Key': 'posted' };
    const first = await send({ sender: ann, ...businessCentral }, headers);
    const again = await send(JSON.stringify({ ...businessCentral, sender: ann }, null, 1), headers);
    expect([again.status, again.json['id'], again.headers.get('idempotency-replayed')]).toEqual([
      200,
      first.json['id'],
      'true',
    ]);
    // Graph would get the very same message.
    const other = await send({ sender: ann, ...businessCentral, from: null }, headers);
    expect([other.status, other.json['code']]).toEqual([409, 'idempotency_key_reused']);
    expect(app.stack.graph.messages()).toHaveLength(1);
  });

  it('repeats a name under which nobody connected, beside the address where that is done, and keeps it out of the log', async () => {
    for (const [name, sender] of [
      ['sender', 'nobody.here@fabrikam.com'],
      ['Sender', 'nobody.here@fabrikam.com'],
      ['sender', 'c0000000-0000-4000-8000-0000000000ff'],
    ] as const) {
      const { status, json } = await send({ message: base, [name]: sender }, strict);
      expect([status, json]).toMatchObject([
        409,
        {
          code: 'consent_required',
          consentUrl: `${app.publicUrl}/authorize`,
          errors: [{ pointer: `/${name}`, detail: expect.stringMatching(`"${sender}".*nobody has connected`) }],
        },
      ]);
    }
    // Kept, it would wait for whoever has that name, so the answer says it as well.
    const { status, json } = await send({ message: base, sender: 'nobody.here@fabrikam.com' });
    expect([status, json]).toMatchObject([
      202,
      {
        status: 'held',
        consentUrl: `${app.publicUrl}/authorize`,
        detail: expect.stringContaining('"nobody.here@fabrikam.com"'),
        errors: [{ pointer: '/sender' }],
      },
    ]);
    expect(app.host.lines.join('\n')).not.toMatch(/nobody\.here|0000000000ff/);
  });
});
