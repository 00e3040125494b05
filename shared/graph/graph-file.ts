/**
 * A file on its way into a draft: what Graph is told of it, and its bytes range by range. Types only.
 */
export interface GraphFile {
  name: string;
  contentType?: string;
  isInline?: boolean;
  contentId?: string;
  /** In bytes; it may be 0. */
  size: number;
  /** The bytes from `start` to before `end`, in memory of their own; may be asked for again. Whatever it throws ends the attempt. */
  read(start: number, end: number): Promise<Uint8Array>;
}
