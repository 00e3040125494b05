/**
 * JSON pointers (RFC 6901) to a fault in a request body.
 *
 * Names come from the request, so each is cut at 64 characters and made well-formed; the pointer still shows a reader the
 * place. It does not resolve pointers.
 */
const NAME_SHOWN_MAX_CHARACTERS = 64;

/** The pointer to `path`; the empty string is the whole body. */
export function formatJsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escapeName(String(key))}`).join('');
}

function escapeName(name: string): string {
  const shown = name.length > NAME_SHOWN_MAX_CHARACTERS ? `${name.slice(0, NAME_SHOWN_MAX_CHARACTERS)}…` : name;
  return shown.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
}
