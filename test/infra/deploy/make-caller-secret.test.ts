import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const caller = 'a9911ca7-0000-4000-8000-000000000001';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  stage.fake.change((state) => (state.certificates = { [caller]: [{ displayName: 'CN=ERP' }] }));
});
afterEach(() => stage.close());

describe('a caller with a certificate', () => {
  it('gets no secret, until one is asked for', async () => {
    const first = await stage.deploy({ answers: [] });
    const wanted = await stage.deploy({ answers: [], newCallerSecret: true });

    expect(first.output).toContain('The ERP has a certificate, and needs no secret.');
    expect([first.output, wanted.output].map((output) => output.includes('made-up-secret'))).toEqual([false, true]);
  });
});
