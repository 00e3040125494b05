/**
 * Finds where a text stops being JSON (RFC 8259), and says what is expected there.
 *
 * For texts that the parser has refused: its own message quotes them, and does not always say where. One pass, no recursion,
 * linear in the length. The words hold nothing of the text. It builds no value.
 */
export interface SyntaxFault {
  index: number;
  /** The end of a sentence that begins with the place. */
  detail: string;
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end';

const words: Readonly<Record<Expected, string>> = {
  value: 'a value is expected',
  'value or ]': 'a value or ] is expected',
  name: 'a name in double quotes is expected',
  'name or }': 'a name in double quotes or } is expected',
  colon: 'a colon is expected',
  'comma or end': 'a comma or the closing bracket is expected',
};

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The first fault; a text without one ends where more is expected. */
export function findSyntaxFault(text: string): SyntaxFault {
  /** The closing brackets of what is open. */
  const open: string[] = [];
  let expected: Expected = 'value';
  let index = skipSpace(text, 0);
  for (; index < text.length; index = skipSpace(text, index)) {
    const character = text[index];
    if (open.length === 0 && expected === 'comma or end') return { index, detail: 'nothing more is expected' };
    if (character === open.at(-1) && expected !== 'value' && expected !== 'name' && expected !== 'colon') {
      open.pop();
      expected = 'comma or end';
      index += 1;
    } else if (expected === 'comma or end' && character === ',') {
      expected = open.at(-1) === '}' ? 'name' : 'value';
      index += 1;
    } else if (expected === 'colon' && character === ':') {
      expected = 'value';
      index += 1;
    } else if (expected.startsWith('value') && (character === '{' || character === '[')) {
      open.push(character === '{' ? '}' : ']');
      expected = character === '{' ? 'name or }' : 'value or ]';
      index += 1;
    } else if (character === '"' && expected !== 'colon' && expected !== 'comma or end') {
      const string = readString(text, index);
      if (typeof string !== 'number') return string;
      index = string;
      expected = expected.startsWith('name') ? 'colon' : 'comma or end';
    } else {
      literal.lastIndex = index;
      if (!expected.startsWith('value') || !literal.test(text)) return { index, detail: words[expected] };
      index = literal.lastIndex;
      expected = 'comma or end';
    }
  }
  return { index, detail: `it ends too early: ${words[expected]}` };
}

/** Line and column, counted from 1; a column is a character of UTF-16. */
export function formatPlace(text: string, index: number): string {
  let line = 1;
  let start = 0;
  for (let at = 0; at < index; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x0a && code !== 0x0d) continue;
    // Of CR LF the second alone ends the line.
    if (code === 0x0a || at + 1 === index || text.charCodeAt(at + 1) !== 0x0a) line += 1;
    start = at + 1;
  }
  return `line ${line}, column ${index - start + 1}`;
}

function skipSpace(text: string, from: number): number {
  let index = from;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
  }
  return index;
}

/** The index after the closing quote, or what is wrong before it. */
function readString(text: string, start: number): number | SyntaxFault {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    if (code < 0x20) return { index, detail: 'a line break or control character must be escaped in a text' };
    if (code !== 0x5c) continue;
    const [escape] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(index, index + 6)) ?? [];
    if (!escape) return { index, detail: 'a backslash in a text must be written twice' };
    index += escape.length - 1;
  }
  return { index: start, detail: 'this text has no closing quote' };
}
