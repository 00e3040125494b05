import { describe, expect, it } from 'vitest';
import { callbackDocumentSchema } from '../../../shared/callbacks/callback-document.ts';
import { callerId, createCallback } from './callback-sample.ts';

const { document } = createCallback();
const { secretNames: _secretNames, ...unproven } = document;
const { callerId: _callerId, ...withoutCaller } = document;
const issuesOf = (value: unknown) => callbackDocumentSchema.safeParse(value).error?.issues;

describe('callbackDocumentSchema', () => {
  it.each([
    ['signatures', document],
    ['an access token', { ...unproven, audience: 'https://status.contoso.com' }],
    ['senders alone, without an application', { ...withoutCaller, events: ['sender.connected'] }],
    ['a port of its own', { ...document, url: 'https://status.contoso.com:8443/a?b=c' }],
    ['loopback, which is refused elsewhere where it is not allowed', { ...document, url: 'https://localhost:7443/' }],
  ])('takes one with %s', (_, value) => {
    expect(callbackDocumentSchema.parse(value)).toEqual(value);
  });

  it('writes the application in lower case', () => {
    expect(callbackDocumentSchema.parse({ ...document, callerId: callerId.toUpperCase() }).callerId).toBe(callerId);
  });

  const address = 'is not an https address without user and fragment, at port 443 or one from 1024 on';
  it.each([
    [{ ...document, url: 'http://status.contoso.com' }, ['url'], address],
    [{ ...document, url: 'https://ann@status.contoso.com' }, ['url'], address],
    [{ ...document, url: 'https://status.contoso.com#x' }, ['url'], address],
    [{ ...document, url: 'https://status.contoso.com:25' }, ['url'], address],
    [{ ...document, url: 'status.contoso.com' }, ['url'], address],
    [{ ...document, url: 'https://10.0.0.1/' }, ['url'], 'is an address of a private network'],
    [{ ...document, url: 'https://[fd00:ec2::254]/' }, ['url'], 'is an address of a private network'],
    [{ ...document, url: 'https://2852039166/' }, ['url'], 'is an address of a private network'],
    [{ ...document, url: `https://contoso.com/${'a'.repeat(1_000)}` }, ['url'], 'is longer than 1000 characters'],
    [{ ...document, url: 7 }, ['url'], /./],
    [{ ...document, events: [] }, ['events'], 'is empty'],
    [{ ...document, events: ['message.sent', 'message.sent'] }, ['events'], 'has an event twice'],
    [{ ...document, events: ['message.queued'] }, ['events', 0], /^is none of message.sent, /],
    [{ ...document, secretNames: ['a b'] }, ['secretNames', 0], /^is not a Key Vault object name/],
    [unproven, [], 'needs either secretNames or audience'],
    [{ ...document, audience: 'https://status.contoso.com' }, [], 'needs either secretNames or audience'],
    [withoutCaller, [], 'needs callerId for events of messages'],
  ])('refuses %j at its place', (value, path, message) => {
    const expected = typeof message === 'string' ? message : (expect.stringMatching(message) as string);
    expect(issuesOf(value)).toMatchObject([{ path, message: expected }]);
  });

  it('refuses what it does not know', () => {
    expect(issuesOf({ ...document, secret: 'whsec_x' })).toMatchObject([{ keys: ['secret'] }]);
  });
});
