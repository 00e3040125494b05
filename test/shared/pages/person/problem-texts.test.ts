import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { problemActor, problemHeadings, problemSentence } from '../../../../shared/pages/person/problem-texts.ts';
import { sampleSettings as settings } from '../../../browser/gallery.ts';

const codes = Object.keys(outcomes) as ErrorCode[];

describe('problemHeadings', () => {
  it('has a heading of its own for every code', () => {
    expect(Object.keys(problemHeadings).toSorted()).toEqual(codes.toSorted());
    expect(new Set(Object.values(problemHeadings)).size).toBe(codes.length);
  });
});

describe('problemSentence', () => {
  it.each(codes)('speaks to the person and not to a program for %s', (code) => {
    expect(problemSentence(code)).not.toMatch(
      /\b(the sender|errors|Allow|app-only|CALLER_CLIENT_IDS|consentUrl|Key Vault|idempotency|retry)\b/i,
    );
    expect(problemSentence(code)).toMatch(/^[A-Z].*\.$/);
  });

  it('is the outcome’s own sentence where that one speaks to a person', () => {
    expect(problemSentence('request_expired')).toBe(outcomes.request_expired.detail);
  });
});

describe('problemActor', () => {
  it('names who must act', () => {
    expect(toText(problemActor('personal_account', settings))).toBe('An administrator of <bdi>Contoso</bdi>');
    expect(toText(problemActor('blocked_by_home_policy', settings))).toBe('The IT department of your own organisation');
    expect(toText(problemActor('vault_access_refused', settings))).toBe(
      'The operator of this page for <bdi>Contoso</bdi>',
    );
    expect(toText(problemActor('entra_unavailable', settings))).toBe('Nobody. It resolves itself.');
    expect(toText(problemActor('wrong_account', settings))).toBe('You');
  });
});
