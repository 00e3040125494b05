import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGraph } from '../../../shared/graph/graph-client.ts';
import { MESSAGE_MARKER } from '../../../shared/graph/message-marker.ts';
import {
  draftId,
  kindsOf,
  lost,
  refusal,
  scriptDrafts,
  start,
  token,
  unopened,
  type Script,
  type Scripted,
} from './draft-sample.ts';

describe('sendDraft', () => {
  const message = { subject: 'x', toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }] };
  const send = (reply: Scripted) => scriptDrafts({ send: reply }).drafts.sendDraft(token, { draftId, message });

  it('posts nothing but the id, once', async () => {
    const { drafts, requests } = scriptDrafts({ send: lost });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await drafts.sendDraft(token, { draftId, message, traceparent })).toEqual({
      kind: 'unknown',
      reason: 'ECONNRESET',
    });
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://graph.microsoft.com/v1.0/me/messages/AAkALgAAAA%3D/send',
        body: '',
        headers: { Prefer: 'IdType="ImmutableId"', traceparent },
      },
    ]);
    expect(requests[0]?.headers).not.toHaveProperty('Content-Type');
  });

  it('judges any reply as sendMail does', async () => {
    const codes = fc.constantFrom(
      'ErrorInvalidRecipients',
      'ErrorItemNotFound',
      'ErrorMessageSizeExceeded',
      'New',
      undefined,
    );
    const status = fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(202, 400, 401, 403, 404, 413, 429));
    const reply = fc.record({ status, code: codes, id: fc.boolean(), wait: fc.boolean() }).map((one): Scripted => {
      const headers = { ...(one.id && { 'request-id': 'r-1' }), ...(one.wait && { 'retry-after': '3' }) };
      const error = { code: one.code, message: "Recipient 'mia@contoso.com' is not resolved." };
      return { status: one.status, headers, json: { error } };
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(reply, fc.constantFrom(lost, unopened)), async (scripted) => {
        const graph = createGraph({
          graphUrl: 'https://graph.microsoft.com/v1.0',
          now: () => start,
          async request() {
            if (!('status' in scripted)) throw scripted;
            const { headers = {}, json } = scripted;
            return { status: scripted.status, headers, body: Buffer.from(JSON.stringify(json)), isComplete: true };
          },
        });
        expect(await send(scripted)).toEqual(await graph.sendMail(token, JSON.stringify({ message })));
      }),
    );
  });
});

describe('lookAtDraft', () => {
  const look = (reply: Scripted) => scriptDrafts({ look: reply }).drafts.lookAtDraft(token, draftId);

  it.each([
    [{ status: 200, json: { isDraft: true } }, 'draft'],
    [{ status: 200, json: { isDraft: false } }, 'sent'],
    [refusal(404, 'ErrorItemNotFound'), 'gone'],
    [refusal(404), 'unclear'],
    [{ status: 404 }, 'unclear'],
    [{ status: 404, json: { error: { code: 'ErrorItemNotFound' } } }, 'unclear'],
    [refusal(404, 'MailboxNotEnabledForRESTAPI'), 'unclear'],
    [refusal(403), 'unclear'],
    [refusal(503), 'unclear'],
    [{ status: 200 }, 'unclear'],
    [{ status: 200, json: { isDraft: 'false' } }, 'unclear'],
    [lost, 'unclear'],
    [unopened, 'unclear'],
    [refusal(401, 'InvalidAuthenticationToken'), 'unauthorized'],
  ] as const)('takes %j for %s', async (reply, kind) => {
    expect((await look(reply)).kind).toBe(kind);
  });
});

describe('findDrafts', () => {
  it('asks for the marker in Drafts, and names drafts alone', async () => {
    const value = [{ id: 'a', isDraft: true }, { id: 'b', isDraft: false }, { id: 'c' }, { isDraft: true }, null, 7];
    const { drafts, requests } = scriptDrafts({ find: { status: 200, json: { value } } });
    expect(await drafts.findDrafts(token, "m'1")).toEqual({ kind: 'found', draftIds: ['a'] });
    const query = new URL(requests[0]?.url ?? '').searchParams;
    expect(query.get('$filter')).toBe(
      `singleValueExtendedProperties/Any(ep: ep/id eq '${MESSAGE_MARKER}' and ep/value eq 'm''1')`,
    );
  });

  it.each([
    [refusal(401), { kind: 'unauthorized' }],
    [refusal(503), { kind: 'refused', code: 'graph_unavailable' }],
    [
      { status: 200, json: { value: 'x' } },
      { kind: 'refused', code: 'graph_unavailable' },
    ],
    [lost, { kind: 'refused', code: 'graph_unavailable' }],
  ] as const)('says so when it cannot know: %j', async (find, expected) => {
    expect(await scriptDrafts({ find }).drafts.findDrafts(token, 'm-1')).toMatchObject(expected);
  });
});

describe('deleteDraft', () => {
  it.each([
    [{}, { kind: 'deleted' }, 'look delete'],
    [{ look: refusal(404, 'ErrorItemNotFound') }, { kind: 'deleted' }, 'look'],
    [{ delete: refusal(404, 'ErrorItemNotFound') }, { kind: 'deleted' }, 'look delete'],
    [{ look: { status: 200, json: { isDraft: false } } }, { kind: 'sent' }, 'look'],
    [{ look: lost }, { kind: 'refused', code: 'graph_unavailable' }, 'look'],
    [{ look: refusal(401) }, { kind: 'unauthorized' }, 'look'],
    [{ delete: refusal(429) }, { kind: 'refused', code: 'mailbox_throttled' }, 'look delete'],
    [{ delete: { status: 404 } }, { kind: 'refused', code: 'graph_unavailable' }, 'look delete'],
    [{ delete: lost }, { kind: 'refused', code: 'graph_unavailable' }, 'look delete'],
  ] satisfies [Script, object, string][])('with %j ends as %j', async (script, expected, asked) => {
    const { drafts, requests } = scriptDrafts(script);
    expect(await drafts.deleteDraft(token, draftId)).toMatchObject(expected);
    expect(kindsOf(requests)).toBe(asked);
  });
});
