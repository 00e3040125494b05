import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { actorOf, problemActor } from '../../../../shared/pages/person/problem-actor.ts';
import { languages } from '../../../../shared/pages/text/languages.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { catalogues } from '../text/all-texts.ts';

describe('actorOf', () => {
  /** Codes whose sentence ends in the same words about what to do, which say who does it. */
  const said = {
    operator: 'internal_error',
    person: 'invalid_request',
    nobody: 'overloaded',
  } as const;
  const lastSentence = (text: string) => text.split(/(?<=[.!?]) /).at(-1);

  it.each(languages)('names the one whom the sentence tells to act, in %s', (language) => {
    const { sentences } = catalogues[language];
    for (const [who, example] of Object.entries(said)) {
      const codes = (Object.keys(outcomes) as ErrorCode[]).filter(
        (code) => lastSentence(sentences[code]) === lastSentence(sentences[example]),
      );
      expect(codes.length).toBeGreaterThan(5);
      expect(codes.filter((code) => actorOf(code) !== who)).toEqual([]);
    }
  });
});

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
