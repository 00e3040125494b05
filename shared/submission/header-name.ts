/**
 * What a header of a message may be called.
 *
 * Graph takes only names that begin with `x-`. The headers that have a property instead are moved there before this is asked
 * (normalise-headers.ts).
 */
import { NAME_MAX_CHARACTERS } from '../limits.ts';

/** The connector writes these names itself. */
const RESERVED_HEADER_PREFIX = 'x-guestmail-';

/** Headers that are moved to a property, in lower case. */
const moved: ReadonlySet<string> = new Set(['reply-to', 'importance', 'list-unsubscribe', 'list-unsubscribe-post']);

/** What is wrong with the name of a header as it is posted, the value of which may be wrong as well. */
export function findPostedHeaderNameProblem(name: string): string | undefined {
  return moved.has(name.toLowerCase()) ? undefined : findHeaderNameProblem(name);
}

/** What is wrong with the name of a header for Graph; undefined when nothing is. */
export function findHeaderNameProblem(name: string): string | undefined {
  if (name.length > NAME_MAX_CHARACTERS)
    return `has ${name.length} characters; at most ${NAME_MAX_CHARACTERS} are accepted`;
  if (!/^x-[a-z0-9!#$%&'*+.^_`|~-]+$/i.test(name))
    return 'is not a header name that begins with x-, or Reply-To, Importance, List-Unsubscribe or List-Unsubscribe-Post';
  return name.toLowerCase().startsWith(RESERVED_HEADER_PREFIX) ? 'is reserved for the connector' : undefined;
}
