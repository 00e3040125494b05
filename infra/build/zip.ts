/**
 * Writes a zip archive of a few small files, because Azure accepts a package in no other form.
 *
 * PKWARE APPNOTE 4.3: local headers and data, central directory, end record; deflate, UTF-8 names, a fixed date (1980-01-01,
 * so that the same files make the same archive). No zip64, so 4 GB and 65,535 files at most; no folders, no permissions.
 */
import { crc32, deflateRawSync } from 'node:zlib';

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
const FIRST_OF_JANUARY_1980 = 0x21;

/** `files`: name, with forward slashes, to content. */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const data = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DEFLATE, 4);
    common.writeUInt16LE(FIRST_OF_JANUARY_1980, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, data);
    const placed = Buffer.alloc(14);
    placed.writeUInt32LE(offset, 10);
    central.push(Buffer.from(`PK\x01\x02${String.fromCharCode(VERSION)}\0`, 'latin1'), common, placed, name);
    offset += 4 + common.length + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const count = Object.keys(files).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
