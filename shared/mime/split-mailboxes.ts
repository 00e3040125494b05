/**
 * Splits the text of an address field into the mailboxes that it names, as written: groups flattened, nothing decoded or checked.
 *
 * Strict where two readers could see different addresses: quotes, comments, angle brackets and groups are closed, an address stands
 * alone or in angle brackets at the end, and no other text holds an `@` outside quotes. Semicolons separate as commas do. Linear. Pure.
 * Source: RFC 5322 sections 3.2.2, 3.2.4 and 3.4.
 */

export interface WrittenMailbox {
  address: string;
  /** Without quotes; a comment, where there is no other. */
  name: string;
}

interface Token {
  kind: 'text' | 'quoted' | 'comment' | 'angle' | ',' | ';' | ':';
  value: string;
  /** With what encloses it. */
  written: string;
}

const COMMA: Token = { kind: ',', value: '', written: ',' };

const NO_ADDRESS = 'has a name without an address; a name with a comma has to be in quotes';
const DOUBTFUL = 'can be read as other addresses; write each as "Name" <address>, with commas between them';
const UNCLOSED = 'has a quote, comment, angle bracket or group that is not closed, or was not opened';

/** The mailboxes, or what is wrong with the first that has a fault, as the end of a sentence about the field. */
export function splitMailboxes(text: string): { mailboxes: WrittenMailbox[] } | { problem: string } {
  const tokens = tokenise(text);
  if (!tokens) return { problem: UNCLOSED };
  const mailboxes: WrittenMailbox[] = [];
  let [tokensOfOne, isInGroup, isBehindGroup]: [Token[], boolean, boolean] = [[], false, false];
  for (const token of [...tokens, COMMA]) {
    if (token.kind === ':') {
      if (isInGroup || !isGroupName(tokensOfOne)) return { problem: DOUBTFUL };
      [tokensOfOne, isInGroup] = [[], true];
    } else if (token.kind === ',' || token.kind === ';') {
      const one = readMailbox(tokensOfOne);
      if (typeof one === 'string') return { problem: one };
      if (one) mailboxes.push(one);
      tokensOfOne = [];
      isBehindGroup = isInGroup && token.kind === ';';
      if (isBehindGroup) isInGroup = false;
    } else if (isBehindGroup && token.kind !== 'comment' && token.written.trim() !== '') return { problem: DOUBTFUL };
    else tokensOfOne.push(token);
  }
  return isInGroup ? { problem: UNCLOSED } : { mailboxes };
}

/** The same field with commas where semicolons separate, which some readers take for its end; as it is where it cannot be read. */
export function separateByCommas(text: string): string {
  let isInGroup = false;
  const write = ({ kind, written }: Token) => {
    const isSeparator = kind === ';' && !isInGroup;
    if (kind === ':' || kind === ';') isInGroup = kind === ':';
    return isSeparator ? ',' : written;
  };
  return tokenise(text)?.map(write).join('') ?? text;
}

/** Undefined when something is not closed. */
function tokenise(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const first = text.charAt(at);
    if (first === ',' || first === ';' || first === ':') {
      tokens.push({ kind: first, value: '', written: first });
      at += 1;
      continue;
    }
    const kind = first === '"' ? 'quoted' : first === '(' ? 'comment' : first === '<' ? 'angle' : 'text';
    const end = kind === 'text' ? endOfText(text, at) : endOfEnclosed(text, at, kind);
    if (end === undefined) return undefined;
    const written = text.slice(at, end);
    const inner = kind === 'text' ? written : written.slice(1, -1);
    const value = kind === 'quoted' || kind === 'comment' ? inner.replaceAll(/\\(.)/g, '$1') : inner;
    tokens.push({ kind, value, written });
    at = end;
  }
  return tokens;
}

/** Undefined at the end of what was not opened. */
function endOfText(text: string, start: number): number | undefined {
  let end = start;
  while (end < text.length && !'"(<,;:)>'.includes(text.charAt(end))) end += 1;
  return end < text.length && ')>'.includes(text.charAt(end)) ? undefined : end;
}

/** Behind the closing character; comments may nest. */
function endOfEnclosed(text: string, start: number, kind: 'quoted' | 'comment' | 'angle'): number | undefined {
  const closing = { quoted: '"', comment: ')', angle: '>' }[kind];
  let depth = 1;
  for (let at = start + 1; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === '\\' && kind !== 'angle') at += 1;
    else if (one === closing) depth -= 1;
    else if (one === '(' && kind === 'comment') depth += 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function isGroupName(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind !== 'comment');
  return isName(words) && joinValues(words) !== '';
}

/** Outside quotes an `@` looks like an address to somebody, and a backslash escapes for some readers alone. */
function isName(tokens: readonly Token[]): boolean {
  return tokens.every(({ kind, value }) => kind === 'quoted' || (kind === 'text' && !/[@\\]/.test(value)));
}

/** Undefined between two separators with nothing between them; a text is what is wrong. */
function readMailbox(tokens: readonly Token[]): WrittenMailbox | string | undefined {
  const comment = joinValues(tokens.filter(({ kind }) => kind === 'comment'));
  const said = tokens.filter(({ kind }) => kind !== 'comment');
  const end = said.findLastIndex(({ kind, value }) => kind !== 'text' || value.trim() !== '');
  const last = said[end];
  if (!last) return comment === '' ? undefined : NO_ADDRESS;
  if (isName(said)) return NO_ADDRESS;
  const before = said.slice(0, end);
  const [address, name] = [last.value.trim(), joinValues(before)];
  if (last.kind === 'angle') {
    const isSound = isName(before) || name.toLowerCase() === address.toLowerCase();
    return isSound ? { address, name: name || comment } : DOUBTFUL;
  }
  const isAlone = said.every(({ kind }) => kind === 'text') && name === '' && !/\s/.test(address);
  return isAlone ? { address, name: comment } : DOUBTFUL;
}

function joinValues(tokens: readonly Token[]): string {
  return tokens
    .map(({ value }) => value)
    .join('')
    .trim();
}
