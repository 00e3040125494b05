/**
 * Reads a page as its reader would: the text without tags, entities resolved, white space folded.
 */
export function visibleText(page: string): string {
  const characters: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    '#96': '`',
    nbsp: ' ',
  };
  return page
    .replace(/<head>[^]*<\/head>/, '')
    .replace(/<\/?(bdi|b|code|a|span|time)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&([^;]+);/g, (_, name: string) => characters[name] ?? '')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1');
}

/** The forms of a page: where they post to, their hidden fields and their button. */
export function listForms(page: string) {
  return [...page.matchAll(/<form method="post" action="([^"]*)">([^]*?)<\/form>/g)].map(([, action, inner = '']) => ({
    action,
    fields: Object.fromEntries(
      [...inner.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ),
    button: visibleText(inner).trim(),
  }));
}
