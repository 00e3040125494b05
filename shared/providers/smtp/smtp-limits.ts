/**
 * How long a mail server may take, and how much it may say. All of it together is less than Business Central waits for an answer (100 s),
 * so a message that is lost on the way is known to be before its caller has gone.
 */

/** To resolve the name, connect and read the greeting; a handshake of TLS has as long again. */
export const SMTP_CONNECT_MILLISECONDS = 10_000;
/** Without a byte from the server, at any step. */
export const SMTP_IDLE_MILLISECONDS = 30_000;
/** From the first connection to the last answer. */
export const SMTP_TOTAL_MILLISECONDS = 75_000;
/** For the answer to QUIT, for which nobody waits. */
export const SMTP_QUIT_MILLISECONDS = 2_000;
/** Of one reply; RFC 5321 section 4.5.3.1.5 gives a line 512 octets. */
export const SMTP_REPLY_MAX_BYTES = 64 * 1024;
/** What is read of a message at once; when the last is read, its end may be on the way. */
export const SMTP_CHUNK_BYTES = 64 * 1024;
/** Names that are resolved at once. */
export const SMTP_RESOLUTIONS_MAX = 4;
