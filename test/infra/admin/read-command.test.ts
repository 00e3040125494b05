import { describe, expect, it } from 'vitest';
import { readCommand, UsageError } from '../../../infra/admin/read-command.ts';

const tenant = 'c0a7050c-0000-4000-8000-000000000001';

describe('readCommand', () => {
  it.each([
    ['list tenants', { verb: 'list', kind: 'tenant' }],
    ['show tenant', { verb: 'show', kind: 'tenant' }],
    [`show tenant --tenant ${tenant.toUpperCase()}`, { verb: 'show', kind: 'tenant', tenant }],
    ['set tenant -', { verb: 'set', kind: 'tenant', source: '-' }],
    ['set registration x a.json', { verb: 'set', kind: 'registration', name: 'x', source: 'a.json' }],
    ['delete registration x', { verb: 'delete', kind: 'registration', name: 'x' }],
    ['versions door x', { verb: 'versions', kind: 'door', name: 'x' }],
    ['preview x', { verb: 'preview', name: 'x' }],
    ['preview x - --language sv', { verb: 'preview', name: 'x', source: '-', language: 'sv' }],
    ['delete door x --force', { verb: 'delete', kind: 'door', name: 'x', isForced: true }],
    ['diagnose ann@fabrikam.com', { verb: 'diagnose', sender: 'ann@fabrikam.com', isTested: false }],
    ['diagnose x --test', { verb: 'diagnose', sender: 'x', isTested: true }],
    ['pause', { verb: 'pause' }],
    [`off-board --confirm ${tenant}`, { verb: 'off-board', confirm: tenant }],
    [`off-board ${tenant}`, { verb: 'off-board', homeTenantId: tenant }],
    ['audit', { verb: 'audit' }],
  ])('reads "%s"', (line, command) => {
    expect(readCommand(line.split(' '))).toEqual(command);
  });

  it.each([
    ['', /Say what to do/],
    ['destroy', /no command destroy/],
    ['list', /tenants, registrations, sources, doors, templates, callbacks/],
    ['list tenant', /tenants, registrations/],
    ['show window', /tenant, registration, source, door, template, callback/],
    ['show door', /has a name/],
    ['preview', /which template/],
    ['diagnose', /which sender/],
    ['diagnose a b', /a word too much: b/],
    ['show registration', /has a name/],
    ['show tenant x', /has no name/],
    ['set tenant', /a kind and a file/],
    ['pause now', /a word too much: now/],
    ['pause --tenant x', /--tenant is not a GUID/],
    ['off-board x', /is not a GUID/],
  ])('refuses "%s" in a sentence', (line, sentence) => {
    const read = () => readCommand(line.split(' ').filter(Boolean));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(sentence);
  });
});
