/**
 * Finds characters that nobody sees, which come along when a text is copied from a document, a page or a chat.
 *
 * An ordinary space is visible here, since it shows as a gap. It changes nothing.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** The first one as `U+200B`; undefined when there is none. */
export function findInvisibleCharacter(text: string): string | undefined {
  const found = invisible.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
}
