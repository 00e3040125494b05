/**
 * Any code point of Unicode but the surrogates, for texts of fast-check.
 *
 * The same as its unit `binary`, which first fills a table with all of them and takes a second to do so.
 */
import * as fc from 'fast-check';

export const codePoint = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));
