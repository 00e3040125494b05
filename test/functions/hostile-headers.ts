/** Headers that nobody should send, for fast-check: of each that means something to somebody, values that are wrong, odd or long. */
import * as fc from 'fast-check';
import { LONG } from './hostile-values.ts';

/** Characters of Latin-1 but those that end a line; fetch knows no others, and takes white space off the ends. */
const latin1 = fc
  .array(fc.integer({ min: 1, max: 255 }), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes.filter((code) => code !== 10 && code !== 13)));

const guids = ['c0000000-0000-4000-8000-000000000001', '00000000-0000-0000-0000-000000000000'];

/** Of each header, values that mean something to somebody. */
const headerValues: Readonly<Record<string, readonly string[]>> = {
  accept: ['*/*', 'text/html', 'application/json', 'text/html;q=0', ',,,;;', 'a/b;q=1e9'],
  'accept-language': ['de', 'fr-CA, *;q=0', 'i-klingon', 'x'.repeat(2_000), ';q=', 'zh-Hant-TW;q=0.5'],
  'aeg-event-type': ['SubscriptionValidation', 'Notification', 'SubscriptionDeletion'],
  'client-request-id': guids,
  'content-disposition': ['attachment', 'attachment; filename="a/b"', "attachment; filename*=UTF-8''%ff%00"],
  'content-encoding': ['gzip', 'identity', ''],
  'content-length': ['0', '-1', '1e3', '99999999999999999999', '12, 12', 'NaN', '0x10'],
  'content-range': [
    'bytes 0-4/5',
    'bytes */5',
    'bytes 5-0/1',
    'bytes 0-99999999999999999999/*',
    'bytes 0-4/5, bytes 5-6/7',
  ],
  'content-type': [
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'message/rfc822',
    'multipart/form-data',
    'application/json; charset="utf-8"; charset=latin1',
    'application/x-www-form-urlencoded',
    '/',
    'a/b/c',
    ';',
  ],
  cookie: ['__Host-guestmail=a; __Host-guestmail=b', '=', ';;;', '__Host-guestmail-session=%00', '__Host-language=xx'],
  'idempotency-key': ['a', 'a, a', '', ' ', 'a b', 'k'.repeat(257), '"quoted"', '\u00e9'],
  'if-match': ['"1"', '*', 'W/"1"', '"1", "2"', '"99999999999"', '""', '1', '"-1"'],
  'if-none-match': ['*', '"1"', '*, *'],
  origin: ['https://guestmail.contoso.com', 'null', 'https://northwindtraders.com', 'x'],
  prefer: [
    'respond-async',
    'wait=0',
    'wait=99999',
    'wait=-1',
    'handling=strict',
    'handling=lenient, handling=strict',
    ',=;"',
  ],
  'retry-attempt': ['1', '0', '-1', '1.5', '99999999999999999999'],
  'sec-fetch-site': ['same-origin', 'cross-site', 'none'],
  traceparent: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-0-0-0', 'ff-'.repeat(40)],
  'transfer-encoding': ['chunked', 'gzip, chunked', ''],
  'webhook-id': ['msg_1', 'msg_1, msg_2', '.', '__proto__', 'm'.repeat(65)],
  'webhook-request-origin': ['eventgrid.azure.net', 'a, b', '*', 'x'.repeat(300)],
  'webhook-signature': ['v1,', `v1,${'A'.repeat(43)}=`, 'v2,x', `v1,${'A'.repeat(43)}= `.repeat(50).trim()],
  'webhook-timestamp': ['0', '1767600000', '1767600000, 1767600000', '-1', '99999999999'],
  'x-forwarded-host': ['northwindtraders.com'],
  'x-guestmail-door': ['', 'w'.repeat(43)],
  'x-http-method-override': ['DELETE'],
  'x-ms-client-principal': ['e30='],
  'x-ms-dynamics-entity-name': ['salesorder'],
  'x-ms-dynamics-msg-size-exceeded': ['true', '', '1'],
};

/** A header that comes twice arrives joined. */
const someHeaders: fc.Arbitrary<Record<string, string>> = fc
  .array(
    fc.constantFrom(...Object.entries(headerValues)).chain(([name, values]) =>
      fc
        .oneof(
          { weight: 4, arbitrary: fc.constantFrom(...values) },
          {
            weight: 1,
            arbitrary: fc.tuple(...[0, 1].map(() => fc.constantFrom(...values))).map((both) => both.join(', ')),
          },
          { weight: 1, arbitrary: latin1 },
          { weight: 1, arbitrary: fc.constantFrom('x'.repeat(LONG), '\u00ff'.repeat(300), '\t', '"'.repeat(99)) },
        )
        .map((value) => [name, value] as const),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((pairs) => Object.fromEntries(pairs));

/** None as often as some. */
export const hostileHeaders = fc.oneof(fc.constant<Record<string, string>>({}), someHeaders);
