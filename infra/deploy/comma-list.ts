/**
 * Lists that are written with commas in a variable: each entry is there once, and none is empty. Spaces around entries do not count,
 * nor does case, which Entra and Key Vault do not tell apart. Pure.
 *
 * The app is not so strict: it reads past an empty entry. A deployment would make a key without a name of it.
 */

/** Those of main.bicepparam. */
export const commaLists = [
  'CALLER_CLIENT_IDS',
  'ALLOWED_HOME_TENANTS',
  'CALLBACK_AUDIENCES',
  'TOKEN_KEY_NAME',
  'TOKEN_PEPPER_NAME',
] as const;

/** One line each, as the app reports its settings. A list without any entry is left to the app, which knows whether it may be empty. */
export function findListFaults(settings: ReadonlyMap<string, string>): string[] {
  return commaLists.flatMap((variable) => {
    const entries = split(settings.get(variable) ?? '');
    const named = entries.filter(Boolean);
    if (named.length === 0) return [];
    return [
      ...(named.length < entries.length ? [`  ${variable} has an empty entry: a comma too many`] : []),
      ...(new Set(named).size < named.length ? [`  ${variable} has an entry twice`] : []),
    ];
  });
}

/** Without what the app reads past, for a list that nobody has written now; in all else as it is, also where it names nothing. */
export function tidyList(text: string): string {
  const entries = split(text);
  const kept = text.split(',').filter((_, index) => entries[index] && entries.indexOf(entries[index]) === index);
  return kept.length > 0 ? kept.join(',') : text;
}

const split = (text: string) => text.split(',').map((entry) => entry.trim().toLowerCase());
