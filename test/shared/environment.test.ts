import { describe, expect, it } from 'vitest';
import { isSameEnvironment, readEnvironment } from '../../shared/environment.ts';
import { writeCanonicalContent } from '../../shared/submission/canonical-content.ts';
import { faultsOf, parse, validBody } from './submission/submission-sample.ts';

const headers = { 'Guestmail-Environment-Type': 'Sandbox', 'Guestmail-Environment-Name': 'Test' };
const environment = { type: 'Sandbox', name: 'Test' };

describe('readEnvironment', () => {
  it.each([
    [headers, environment],
    [{ 'Guestmail-Environment-Type': 'Docker' }, { type: 'Docker', name: '' }],
    [{ 'Guestmail-Environment-Name': '' }, { type: '', name: '' }],
    [{}, undefined],
  ])('takes whatever %j says, for no list has what cannot be one', (given, said) => {
    expect(readEnvironment(new Headers(given as Record<string, string>))).toEqual(said);
  });
});

describe('isSameEnvironment', () => {
  it.each([
    [{ type: 'Sandbox', name: 'TEST' }, true],
    [{ type: 'Production', name: 'Test' }, false],
    [{ type: 'sandbox', name: 'Test' }, false],
    [{ type: 'Sandbox', name: 'Test2' }, false],
  ])('compares %j by type, and by name in any case', (other, isSame) => {
    expect(isSameEnvironment(environment, other)).toBe(isSame);
  });
});

describe('a submission in JSON', () => {
  it.each([
    ['headers', validBody, headers],
    ['the body', { ...validBody, environment }, {}],
    ['the body, in capitals', { ...validBody, Environment: environment }, {}],
    ['both', { ...validBody, environment: { ...environment, name: 'TEST' } }, headers],
  ])('says in %s from where in the ERP it comes', (_where, body, given) => {
    expect(parse(body, given).options.environment).toMatchObject(environment);
  });

  it.each([
    ['two environments', { ...environment, name: 'Live' }, headers, '/environment'],
    ['half of one', { type: 'Sandbox' }, {}, '/environment/name'],
    ['an unknown type', { type: 'Docker', name: 'Test' }, {}, '/environment/type'],
    ['more than that', { ...environment, id: 1 }, {}, '/environment/id'],
  ])('does not say %s', (_what, said, given, pointer) => {
    expect(faultsOf({ ...validBody, environment: said }, given)).toEqual([pointer]);
  });

  it('says nothing with null, and is the same message wherever it comes from', () => {
    expect(parse({ ...validBody, environment: null }).options).not.toHaveProperty('environment');
    expect(writeCanonicalContent({ ...validBody, environment })).toBe(writeCanonicalContent(validBody));
  });
});
