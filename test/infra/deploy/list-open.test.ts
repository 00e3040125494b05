import { describe, expect, it } from 'vitest';
import { closables, listOpen } from '../../../infra/deploy/list-open.ts';

const present = Object.fromEntries(closables.map((name) => [name, { id: name }])) as Record<
  (typeof closables)[number],
  { id: string }
>;
const list = (values: Record<string, unknown>, here: Parameters<typeof listOpen>[1] = present) =>
  listOpen((id) => Promise.resolve({ properties: { publicNetworkAccess: values[id] } }), here);

describe('listOpen', () => {
  it.each([
    ['Enabled', true],
    ['enabled', true],
    [undefined, true],
    [null, true],
    ['Disabled', false],
    ['disabled', false],
    ['SecuredByPerimeter', false],
    ['', false],
  ])('asks each for itself: publicNetworkAccess %j', async (value, isOpen) => {
    for (const one of closables) {
      const others = isOpen ? 'Disabled' : 'Enabled';
      const expected = closables.filter((name) => (name === one) === isOpen);
      expect(await list({ ...Object.fromEntries(closables.map((name) => [name, others])), [one]: value })).toEqual(
        expected,
      );
    }
  });

  it('leaves out what is not there', async () => {
    expect(await list({}, { ...present, hostStorage: undefined })).toEqual(['dataStorage', 'keyVault']);
  });
});
