import { describe, expect, it } from 'vitest';
import { Refusal, type ApiClient } from '../../../infra/admin/api-client.ts';
import { runCommand } from '../../../infra/admin/run-command.ts';

const tenantId = 'c0a7050c-0000-4000-8000-000000000001';

/** A connector with one document about the tenant; `changeAfterRead` is what somebody else writes once it was read. */
function setUp({ changeAfterRead }: { changeAfterRead?: object } = {}) {
  let stored = { version: 1, document: { name: 'Contoso', sandbox: { allowedRecipients: [] } } as object };
  let change = changeAfterRead;
  const printed: string[] = [];
  const api: ApiClient = {
    tenantId,
    async call(method, _path, { body = '', headers = {} } = {}) {
      if (method === 'GET') {
        const json = stored;
        if (change) stored = { version: stored.version + 1, document: change };
        change = undefined;
        return { status: 200, etag: `"${json.version}"`, json };
      }
      if (headers['If-Match'] !== `"${stored.version}"`) throw new Refusal(412, 'It was changed meanwhile.');
      stored = { version: stored.version + 1, document: JSON.parse(body) as object };
      return { status: 200, etag: undefined, json: stored };
    },
  };
  const surroundings = {
    api,
    print: (line: string) => void printed.push(line),
    readSource: async () => '{}',
    writeResult: async () => undefined,
    ask: async () => undefined,
  };
  return { surroundings, printed, stored: () => stored };
}

describe('pause', () => {
  it('changes the switch alone', async () => {
    const { surroundings, stored, printed } = setUp();
    await runCommand({ verb: 'pause' }, surroundings);
    expect(stored().document).toEqual({ name: 'Contoso', sandbox: { allowedRecipients: [] }, isPaused: true });
    await runCommand({ verb: 'resume' }, surroundings);
    expect(stored().document).toMatchObject({ name: 'Contoso', isPaused: false });
    expect(printed).toEqual([
      expect.stringMatching(/^Paused with version 2/),
      expect.stringMatching(/^Resumed with version 3/),
    ]);
  });

  it('takes nothing back that somebody else has written meanwhile', async () => {
    const { surroundings, stored } = setUp({ changeAfterRead: { isPaused: true } });
    await expect(runCommand({ verb: 'resume' }, surroundings)).rejects.toThrow('It was changed meanwhile.');
    expect(stored()).toEqual({ version: 2, document: { isPaused: true } });
  });
});

describe('set and delete', () => {
  it.each(['set', 'delete'] as const)('%s a document that cannot be opened when they are forced to', async (verb) => {
    const asked: unknown[] = [];
    const { surroundings } = setUp();
    surroundings.api.call = async (method, path, { headers } = {}) => {
      asked.push([method, path, headers?.['If-Match']]);
      if (method === 'GET') throw new Refusal(503, 'It cannot be opened.');
      return { status: 200, etag: undefined, json: { version: 8 } };
    };
    const command = { verb, kind: 'tenant', source: '-' } as const;
    await expect(runCommand(command, surroundings)).rejects.toThrow('It cannot be opened.');
    await runCommand({ ...command, isForced: true }, surroundings);
    expect(asked).toEqual([
      ['GET', `tenants/${tenantId}`, undefined],
      [verb === 'set' ? 'PUT' : 'DELETE', `tenants/${tenantId}`, '*'],
    ]);
  });
});
