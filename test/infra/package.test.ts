import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { only, readResources } from './expanded.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

describe('azure.yaml', () => {
  const text = read('azure.yaml');

  it('ships the built folder and builds nothing in Azure, which a Dedicated plan refuses even to be told', () => {
    expect(text).toMatch(/^ {4}project: \.$/m);
    expect(text).toMatch(/^ {4}dist: dist$/m);
    expect(text).not.toMatch(/remoteBuild/);
  });

  it('names its service as the tag of the app does', () => {
    const tag = only(readResources('smallest'), 'Web/sites').tags?.['azd-service-name'];

    expect(text).toMatch(new RegExp(`^ {2}${tag}:$`, 'm'));
  });
});

describe('.funcignore', () => {
  it('does not name node_modules, or azd would build remotely', () => {
    expect(read('.funcignore')).not.toMatch(/node_modules/);
  });

  it('leaves the bundles, host.json and package.json in the package', () => {
    const patterns = read('.funcignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    const matches = (file: string) =>
      patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(file));

    expect(
      [
        'index.cjs',
        'handlers.cjs',
        'html.cjs',
        'text-de.cjs',
        'callbacks.cjs',
        'drafts.cjs',
        'doors.cjs',
        'mime-header.cjs',
        'templates.cjs',
        'trust.cjs',
        'host.json',
        'package.json',
      ].filter(matches),
    ).toEqual([]);
  });
});

describe('host.json', () => {
  it('samples neither traces nor exceptions, which alerts and people look for', () => {
    const { logging } = JSON.parse(read('host.json')) as {
      logging: { applicationInsights: { samplingSettings: { isEnabled: boolean; excludedTypes: string } } };
    };
    const { isEnabled, excludedTypes } = logging.applicationInsights.samplingSettings;

    expect(isEnabled).toBe(true);
    expect(excludedTypes.split(';').toSorted()).toEqual(['Exception', 'Trace']);
  });

  it('leaves queries out of the log of requests, as the host does where nothing is said', () => {
    const { logging } = JSON.parse(read('host.json')) as { logging: { applicationInsights: object } };

    expect(Object.keys(logging.applicationInsights)).toEqual(['samplingSettings']);
  });
});
