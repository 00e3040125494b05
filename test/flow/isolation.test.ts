/**
 * Many people through one process at once: no token is ever used for another person's mailbox.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { forEachConcurrently } from '../../shared/for-each-concurrently.ts';
import { startApp, strict, submission } from './app.ts';

const peopleCount = 20;
const sendsEach = 10;
const sendsAtOnce = 40;
const keys = Array.from({ length: peopleCount }, (_, index) => `guest${String(index + 1).padStart(3, '0')}`);

const app = await startApp({ extraGuests: peopleCount });
await forEachConcurrently(keys, 5, async (key) => void (await app.connect(key)));
afterAll(() => app.close());

describe('200 interleaved sends of 20 people in one process', () => {
  it('leave each message once, in the mailbox of whoever it was sent as', async () => {
    const { graph, entra, directory } = app.stack;
    // Half of the tokens are refused once, so that refreshes of different people run between the sends.
    for (const [index, key] of keys.entries()) {
      const { home } = directory.person(key);
      if (index % 2 === 0 && 'objectId' in home) graph.challenge(home.objectId);
    }
    const refreshesBefore = entra.requests.filter(({ body }) => body.includes('grant_type=refresh_token')).length;
    const rounds = Array.from({ length: sendsEach }, (_, round) => keys.map((key) => `${key} ${round}`)).flat();
    const send = (subject: string) => {
      const [key = ''] = subject.split(' ');
      const person = directory.person(key);
      // Every way of naming a sender takes part.
      const names = [app.senderOf(key), person.mail, person.host?.userPrincipalName ?? ''];
      const body = submission(names[Number(subject.at(-1)) % 3] ?? '', subject);
      return app.call('POST', '/send', { body, headers: { ...strict, 'Idempotency-Key': subject.replace(' ', '-') } });
    };
    const sent: string[] = [];
    await forEachConcurrently(rounds, sendsAtOnce, async (subject) => {
      let answer = await send(subject);
      // A busy machine may be late for the limits of storage; then the same key is given again, as a caller does.
      for (let repeats = 0; answer.status === 503 && repeats < 5; repeats++) answer = await send(subject);
      if (answer.status === 200) sent.push(subject);
    });
    expect(sent.length).toBeGreaterThan(rounds.length / 2);

    const messages = graph.messages();
    const subjects = messages.map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(subjects).toEqual(expect.arrayContaining(sent));
    for (const { subject, from, objectId } of messages) {
      const [key = ''] = subject.split(' ');
      const { mail, home } = directory.person(key);
      expect([from.address, objectId]).toEqual([mail, 'objectId' in home && home.objectId]);
    }
    expect(Math.max(...Object.values(graph.concurrencyPeaks()))).toBeLessThanOrEqual(4);

    // What Graph was shown: one person's token with one person's message, refused requests included.
    const sends = graph.requests.filter(({ path }) => path.endsWith('/sendMail'));
    for (const { headers, body } of sends) {
      const subject = /"subject":"([^"]+)"/.exec(body)?.[1];
      if (subject === undefined) continue;
      const [key = ''] = subject.split(' ');
      const { home } = directory.person(key);
      expect(readObjectId(headers.authorization)).toBe('objectId' in home && home.objectId);
    }
    const refreshes = entra.requests.filter(({ body }) => body.includes('grant_type=refresh_token')).length;
    expect(refreshes - refreshesBefore).toBeGreaterThanOrEqual(peopleCount / 2);
  });
});

/** `oid` of an access token. */
function readObjectId(authorization = ''): unknown {
  const [, claims = ''] = authorization.replace('Bearer ', '').split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { oid?: unknown }).oid;
}
