/**
 * Writes the few ASN.1 types of which certificates consist, as DER (X.690). It reads none.
 */

/** A tag, the length and the content. */
export function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

export function octets(...parts: Buffer[]): Buffer {
  return der(0x04, ...parts);
}

/** A bit string; `unused` bits at its end do not count. */
export function bits(content: Buffer, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), content);
}

/** An object identifier that begins with two arcs below 128, in its encoded form. */
export function oid(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

/** UTCTime: years from 1950 to 2049. */
export function time(at: Date): Buffer {
  return der(0x17, Buffer.from(at.toISOString().replace(/^..|[-:T]|\.\d+/g, '')));
}
