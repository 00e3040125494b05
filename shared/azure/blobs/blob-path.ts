/**
 * Where a blob of the content container, or of another one, is, below the address of the account. It asks for nothing.
 */
import { CONTENT_CONTAINER } from '../../storage-names.ts';

/** Nothing that an address reads otherwise, and no step upwards. */
const NAME = /^[\w-][\w.-]{0,127}(\/[\w-][\w.-]{0,127}){0,7}$/;

/** @throws Error for a name that is none */
export function pathOfBlob(name: string, container = CONTENT_CONTAINER): string {
  if (!NAME.test(name)) throw new Error('The name of a blob is a path of letters, digits, dots, `_` and `-`.');
  return `/${container}/${name}`;
}
