import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCanonicalContent } from '../../../shared/submission/canonical-content.ts';
import { applyPreferences, findPreferFaults, isStrictIn, parsePrefer } from '../../../shared/submission/prefer.ts';
import { faultsOf, parse, validBody } from './submission-sample.ts';

describe('parsePrefer', () => {
  it.each<[string, object]>([
    ['wait=10', { wait: 10 }],
    ['WAIT=10', { wait: 10 }],
    ['wait = "10"', { wait: 10 }],
    ['wait=10; foo=1', { wait: 10 }],
    ['wait=0', { wait: 0 }],
    ['wait=61', { wait: 60 }],
    ['wait=999999999', { wait: 60 }],
    ['foo="a, wait=5; b", wait=7', { wait: 7 }],
    ['foo="a\\", wait=5", wait=7', { wait: 7 }],
    ['wait=5, wait=7', { wait: 5 }],
    [',, wait=5 ,', { wait: 5 }],
    ['respond-async, wait=10', { respondAsync: true, wait: 10 }],
    ['Respond-Async; x=1', { respondAsync: true }],
    ['handling=strict', { handling: 'strict' }],
    ['handling="strict", handling=lenient', { handling: 'strict' }],
    ['HANDLING=lenient', { handling: 'lenient' }],
    ['IdType="ImmutableId", return=minimal, handling=strict', { handling: 'strict' }],
  ])('reads %j', (header, expected) => {
    expect(parsePrefer(header)).toEqual(expected);
  });

  it.each([
    null,
    '',
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=1e3',
    'wait=abc, wait=5',
    'wait=5 7',
    'wait="5',
    '=5',
    'await=5',
    'handling',
    'handling=stirct',
    'handling=STRICT',
    'respond-async=1',
    'respondAsync',
  ])('takes %j for no wish', (header) => {
    expect(parsePrefer(header)).toEqual({});
  });

  it('stays within its bounds and never throws', () => {
    const piece = fc.constantFrom('wait', '=', '"', '\\', ',', ';', ' ', '5', 'handling', 'strict', 'é');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { waitSeconds: seconds } = applyPreferences(parsePrefer(pieces.join('')));
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(60);
      }),
    );
  });
});

describe('applyPreferences', () => {
  it.each<[string, object]>([
    ['', { waitSeconds: 2 }],
    ['foo', { waitSeconds: 2 }],
    ['wait=0', { waitSeconds: 0, preferences: ['wait=0'] }],
    ['wait=90', { waitSeconds: 60, preferences: ['wait=60'] }],
    ['handling=lenient', { waitSeconds: 2, preferences: ['handling=lenient'] }],
    ['handling=strict, wait=5', { waitSeconds: 5, isStrict: true, preferences: ['wait=5', 'handling=strict'] }],
    ['respond-async', { waitSeconds: 2, isAsync: true, preferences: ['respond-async'] }],
    // What is accepted at once waits for nothing.
    [
      'respond-async, wait=5, handling=lenient',
      { waitSeconds: 5, isAsync: true, preferences: ['respond-async', 'handling=lenient'] },
    ],
    // What must not be kept cannot be accepted for later.
    [
      'respond-async, wait=5, handling=strict',
      { waitSeconds: 5, isStrict: true, preferences: ['wait=5', 'handling=strict'] },
    ],
  ])('makes of %j what is done and what the answer may say of it', (header, expected) => {
    expect(applyPreferences(parsePrefer(header))).toEqual(expected);
  });

  it('takes null for absent', () => {
    expect(applyPreferences({ wait: null, handling: null, respondAsync: null })).toEqual({ waitSeconds: 2 });
  });
});

describe('isStrictIn', () => {
  it.each<[string | null, unknown, boolean]>([
    [null, undefined, false],
    ['handling=strict', undefined, true],
    [null, { prefer: { handling: 'strict' } }, true],
    ['handling=lenient', { prefer: { handling: 'lenient' } }, false],
    ['respond-async', { prefer: 'strict' }, false],
    [null, [], false],
  ])('of the header %j and the body %j is %s', (header, body, expected) => {
    expect(isStrictIn(header, body)).toBe(expected);
  });
});

describe('findPreferFaults', () => {
  it.each<[string | null, unknown, string[]]>([
    [null, { wait: 5 }, []],
    ['wait=5', undefined, []],
    ['wait=5', null, []],
    ['wait=5', { wait: 5, handling: 'strict' }, []],
    ['wait=5', { wait: null }, []],
    ['wait=90', { wait: 60 }, []],
    ['respond-async', { respondAsync: true }, []],
    ['wait=5', { wait: 6 }, ['/prefer/wait']],
    ['handling=strict', { handling: 'lenient' }, ['/prefer/handling']],
    ['respond-async', { respondAsync: false }, ['/prefer/respondAsync']],
    [
      'respond-async, wait=1, handling=lenient',
      { respondAsync: false, wait: 2, handling: 'strict' },
      ['/prefer/handling', '/prefer/respondAsync', '/prefer/wait'],
    ],
  ])('compares the header %j with the body %j', (header, prefer, expected) => {
    expect(
      findPreferFaults(header, { prefer })
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(expected);
  });

  it.each([undefined, null, 7, 'text', []])('finds nothing in a body that is %j', (body) => {
    expect(findPreferFaults('wait=5', body)).toEqual([]);
  });
});

describe('prefer in the body', () => {
  it('means what the header means', () => {
    const inBody = parse({ ...validBody, prefer: { handling: 'strict', wait: 7, respondAsync: true } }).options;
    expect(inBody).toEqual(parse(validBody, { prefer: 'handling=strict, wait=7, respond-async' }).options);
    expect(inBody).toEqual({ waitSeconds: 7, isStrict: true, preferences: ['wait=7', 'handling=strict'] });
    const mixed = parse({ ...validBody, prefer: { handling: 'strict' } }, { prefer: 'wait=7' }).options;
    expect(mixed).toEqual(inBody);
    for (const prefer of [null, {}, { wait: null, handling: null, respondAsync: null }])
      expect(parse({ ...validBody, prefer }).options).toEqual({ waitSeconds: 2 });
  });

  it.each<[unknown, string[]]>([
    [{ wait: 61 }, ['/prefer/wait']],
    [{ wait: -1 }, ['/prefer/wait']],
    [{ wait: 1.5 }, ['/prefer/wait']],
    [{ wait: '5' }, ['/prefer/wait']],
    [{ handling: 'Strict' }, ['/prefer/handling']],
    [{ respondAsync: 'yes' }, ['/prefer/respondAsync']],
    [{ waitSeconds: 5 }, ['/prefer/waitSeconds']],
    ['wait=5', ['/prefer']],
  ])('is refused as %j', (prefer, expected) => {
    expect(faultsOf({ ...validBody, prefer })).toEqual(expected);
  });

  it('does not make another message', () => {
    const [one, other] = [validBody, { ...validBody, prefer: { wait: 1 } }].map((body) => parse(body).submission);
    expect({ ...other, posted: one?.posted }).toEqual(one);
    expect(writeCanonicalContent(other?.posted)).toBe(writeCanonicalContent(one?.posted));
  });
});
