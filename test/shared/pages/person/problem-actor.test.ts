import { describe, expect, it } from 'vitest';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { problemActor } from '../../../../shared/pages/person/problem-actor.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';

describe('problemActor', () => {
  it('names who must act', () => {
    expect(toText(problemActor('personal_account', context))).toBe('An administrator of <bdi>Contoso</bdi>');
    expect(toText(problemActor('blocked_by_home_policy', context))).toBe('The IT department of your own organisation');
    expect(toText(problemActor('vault_access_refused', context))).toBe(
      'The operator of this page for <bdi>Contoso</bdi>',
    );
    expect(toText(problemActor('entra_unavailable', context))).toBe('Nobody. It resolves itself.');
    expect(toText(problemActor('wrong_account', context))).toBe('You');
    expect(toText(problemActor('invalid_request', context))).toBe('You');
  });
});
