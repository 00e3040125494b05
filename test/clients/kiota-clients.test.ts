/**
 * Clients in C# and TypeScript that Kiota generates from the description as it is served: both compile, and do against the running
 * connector what a program on them would do. The programs are in dotnet-kiota/ and typescript-kiota/, and are asked alike.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../flow/app.ts';
import { hasDotnet, startDotnet } from './dotnet.ts';
import { generateClient, run, type Language } from './kiota.ts';
import { startLineProgram, type LineProgram } from './line-program.ts';

const root = join(import.meta.dirname, '../..');

async function startTypeScript(environment: Record<string, string>): Promise<LineProgram> {
  await run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '--project', 'typescript-kiota');
  const program = join(root, '.local/kiota/compiled/test/clients/typescript-kiota/program.js');
  return startLineProgram(process.execPath, program, environment);
}

const starts: Record<Language, (environment: Record<string, string>) => Promise<LineProgram>> = {
  CSharp: (environment) => startDotnet(join(import.meta.dirname, 'dotnet-kiota'), environment),
  TypeScript: startTypeScript,
};

describe.runIf(hasDotnet('the clients that Kiota generates'))('a client that Kiota generates', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
    await app.connect('ann');
  });
  afterAll(() => app?.close());

  describe.each(Object.keys(starts) as Language[])('in %s', (language) => {
    let files: Record<string, string>;
    let program: LineProgram;
    const sentBy = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
    const ask = async (asked: Record<string, string>) =>
      JSON.parse(await program.ask(JSON.stringify(asked))) as Record<string, unknown>;
    const mail = { do: 'send', sender: 'ann@fabrikam.com', to: 'mia@contoso.com' };

    beforeAll(async () => {
      files = await generateClient(language, `${app.publicUrl}/openapi.json`);
      program = await starts[language]({ PUBLIC_URL: app.publicUrl, ACCESS_TOKEN: await app.stack.callerToken() });
    });
    afterAll(() => program?.close());

    it('has a class for every schema, and none for what it did not understand', () => {
      expect(Object.keys(files).filter((name) => /Member\d/.test(name))).toEqual([]);
      for (const [name, text] of Object.entries(files)) expect(text, name).not.toMatch(/UntypedNode|null-sentinel/i);
    });

    it('sends, with a file, and follows the message', async () => {
      const subject = `sent by ${language}`;
      const sent = await ask({
        ...mail,
        subject,
        reference: subject,
        key: subject.replaceAll(' ', '-'),
        file: 'Grüße',
      });
      expect(sent).toMatchObject({ status: 'sent', reference: subject, attempts: 1, error: null, isNew: true });
      const [found] = sentBy(subject);
      const sha256 = createHash('sha256').update('Grüße').digest('hex');
      expect(found?.attachments).toMatchObject([{ name: 'hello.txt', contentType: 'text/plain', sha256 }]);
      const id = String(sent['id']);
      expect(await ask({ do: 'get', id })).toMatchObject({ id, status: 'sent' });
      expect(await ask({ do: 'list', reference: subject })).toEqual({ ids: [id] });
      const again = { ...mail, subject, reference: subject, key: subject.replaceAll(' ', '-'), file: 'Grüße' };
      expect(await ask(again)).toMatchObject({ id });
      expect(sentBy(subject)).toHaveLength(1);
    });

    it('is told of a refusal by an exception that says why', async () => {
      const strict = await ask({ ...mail, sender: 'ben@fabrikam.com', subject: 'strict', handling: 'strict' });
      expect(strict).toMatchObject({ problem: 'consent_required', consentUrl: `${app.publicUrl}/authorize` });
      expect(strict['message']).toContain('The sender has not connected a mailbox');
      expect(await ask({ ...mail, subject: 'wrong', to: 'mia' })).toMatchObject({ problem: 'invalid_request' });
      const action = {
        kind: 'answer',
        status: 403,
        body: { error: { code: 'ErrorAccessDenied', message: 'x' } },
      } as const;
      app.stack.graph.faults.add({ path: '/sendMail', action });
      expect(await ask({ ...mail, subject: 'refused' })).toMatchObject({
        failed: 'access_denied',
        message: expect.stringContaining('Exchange refused'),
        retryable: false,
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
    });

    it('reads what is held, and cancels it', async () => {
      const held = await ask({ ...mail, sender: 'ben@fabrikam.com', subject: `held for ${language}` });
      expect(held).toMatchObject({
        status: 'held',
        error: 'consent_required',
        consentUrl: `${app.publicUrl}/authorize`,
      });
      const id = String(held['id']);
      expect((await ask({ do: 'content', id }))['text']).toContain(`Subject: held for ${language}`);
      expect(await ask({ do: 'cancel', id })).toMatchObject({ id, status: 'cancelled' });
    });

    it('uploads a file, finds a sender, and sees that the connector runs', async () => {
      const uploaded = { name: `Drawing ${language}.txt`, size: 5, status: 'complete' };
      expect(await ask({ do: 'upload', name: uploaded.name, file: 'Hello' })).toEqual(uploaded);
      const ann = { id: app.senderOf('ann'), mailbox: 'ann@fabrikam.com', status: 'connected' };
      expect(await ask({ do: 'find', name: 'ann@fabrikam.com' })).toEqual(ann);
      expect(await ask({ do: 'sender', id: ann.id })).toEqual(ann);
      expect(await ask({ do: 'health' })).toEqual({ status: 'alive' });
    });
  });
});
