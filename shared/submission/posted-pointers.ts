/**
 * Where in the posted body a part of the normalised one came from, so that a fault names what the caller wrote.
 *
 * A part that was not moved is where it was. Pointers are JSON pointers (RFC 6901) of names that json-pointer.ts formats.
 */
export interface PostedPointers {
  /** `posted` became `normalised`, with all below it; `isText`: it is one text, so nothing below it can be named. */
  move(normalised: string, posted: string, isText?: boolean): void;
  /** The pointer into the posted body. */
  toPosted(normalised: string): string;
}

export function createPostedPointers(): PostedPointers {
  const moved = new Map<string, { posted: string; isText: boolean }>();
  return {
    move(normalised, posted, isText = false) {
      moved.set(normalised, { posted, isText });
    },
    toPosted(normalised) {
      for (let end = normalised.length; end > 0; end = normalised.lastIndexOf('/', end - 1)) {
        const from = moved.get(normalised.slice(0, end));
        if (from) return from.isText ? from.posted : from.posted + normalised.slice(end);
      }
      return normalised;
    },
  };
}
