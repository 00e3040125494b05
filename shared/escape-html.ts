/**
 * Makes a text one that HTML reads as it was written, within text and within quoted attributes; nowhere else does that suffice. Pure.
 */
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** References for all that can begin a tag, or end a text or a quoted value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => references[character] ?? '');
}
