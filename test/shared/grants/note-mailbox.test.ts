import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { isGone } from '../../../shared/grants/note-mailbox.ts';
import { hostTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

describe('createNoteMailbox', () => {
  const read = () => fixture.accessTokens.read(hostTenantId, ann.hostObjectId);
  const problemOf = async () => (await fixture.readGrant(ann)).problem?.code;

  it('asks nobody while the grant says the same', async () => {
    await fixture.accessTokens.noteMailbox(await read(), true);
    expect(fixture.graph.reads).toEqual([]);
    fixture.graph.probe = { kind: 'missing' };
    await fixture.renewProofs(ann);
    await fixture.accessTokens.noteMailbox(await read(), false);
    expect(fixture.graph.reads).toHaveLength(1);
  });

  it('records that the mailbox is gone once Exchange confirms it, and that it is there again', async () => {
    await fixture.accessTokens.noteMailbox(await read(), false);
    expect(await problemOf()).toBeUndefined();
    fixture.graph.probe = { kind: 'missing' };
    await fixture.accessTokens.noteMailbox(await read(), false);
    expect(await problemOf()).toBe('mailbox_not_found');
    fixture.graph.probe = { kind: 'exists' };
    await fixture.accessTokens.noteMailbox(await read(), true);
    expect(await problemOf()).toBeUndefined();
  });

  it('records it again after the token for the send was refreshed', async () => {
    fixture.graph.probe = { kind: 'missing' };
    await fixture.renewProofs(ann);
    fixture.clock.pass(3600);
    await fixture.accessTokens.noteMailbox(await read(), false);
    expect(await problemOf()).toBe('mailbox_not_found');
  });

  it('fails for nobody but a bug', async () => {
    const token = await read();
    fixture.graph.readProfile = () => Promise.reject(new ConnectorError('graph_unavailable'));
    await expect(fixture.accessTokens.noteMailbox(token, false)).resolves.toBeUndefined();
    fixture.graph.readProfile = () => Promise.reject(new TypeError('a bug'));
    await expect(fixture.accessTokens.noteMailbox(token, false)).rejects.toThrow(TypeError);
  });
});

describe('isGone', () => {
  it('goes by the problem of the grant', () => {
    expect(isGone({})).toBe(false);
    expect(isGone({ problem: { code: 'blocked_by_home_policy' } })).toBe(false);
    expect(isGone({ problem: { code: 'mailbox_not_found' } })).toBe(true);
  });
});
