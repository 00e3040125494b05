/**
 * A link that opens a new email in the reader's own program (RFC 6068). It sends nothing.
 *
 * Browsers hand a longer address to no program, and say nothing. Where a text is too long, paragraphs are left out, and the email
 * says so: first what its reader can do without, then the longest ones; the first one stays.
 */
const ADDRESS_MAX_CHARACTERS = 2_000;

export interface Mail {
  /** May be empty: the reader fills it in. */
  to: string;
  subject: string;
  text: string;
  /** Paragraphs of the text that its reader can do without; the first goes first. */
  spare?: readonly string[] | undefined;
  /** The last paragraph where some are left out. */
  shortened: string;
}

export function buildMailLink({ to, subject, text, spare = [], shortened }: Mail): string {
  const paragraphs = text.split('\n\n');
  const build = (kept: string[]) => `mailto:${encode(to)}?subject=${encode(subject)}&body=${encode(kept.join('\n\n'))}`;
  let href = build(paragraphs);
  while (href.length > ADDRESS_MAX_CHARACTERS && paragraphs.length > 1) {
    const [first, ...others] = paragraphs;
    const longest = others.reduce((one, other) => (encode(other).length > encode(one).length ? other : one));
    const leaves = spare.find((one) => others.includes(one)) ?? longest;
    paragraphs.splice(0, paragraphs.length, first ?? '', ...others.filter((one) => one !== leaves));
    href = build([...paragraphs, shortened]);
  }
  return href;
}

/** Line breaks are CRLF there. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll('\n', '\r\n')).replaceAll('%40', '@');
}
