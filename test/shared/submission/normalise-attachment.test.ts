import { describe, expect, it } from 'vitest';
import { normaliseAttachment } from '../../../shared/submission/normalise-attachment.ts';
import { createPostedPointers } from '../../../shared/submission/posted-pointers.ts';

const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.pdf', contentBytes: 'AAAA' };
const normalise = (given: unknown) => normaliseAttachment(given, 0, '/message/attachments/0', createPostedPointers());
const from = (change: object) => normalise({ ...file, ...change }) as Record<string, unknown>;

describe('normaliseAttachment', () => {
  it.each([
    ['Invoice SI/2026\\1.pdf', 'Invoice SI_2026_1.pdf'],
    ['', 'attachment-1.pdf'],
    ['  ', 'attachment-1.pdf'],
    ['/', '_'],
    ['..', '..'],
    ['/'.repeat(256), '/'.repeat(256)],
  ])('calls the file %j %j', (name, result) => {
    expect(from({ name, contentType: 'application/pdf' })['name']).toBe(result);
  });

  it('numbers a file without a name by its place, with the extension of its media type if that is known', () => {
    const at = (index: number, contentType?: string) =>
      normaliseAttachment({ ...file, name: undefined, contentType }, index, '', createPostedPointers());
    expect(at(1, 'text/csv; charset=utf-8')).toMatchObject({ name: 'attachment-2.csv' });
    expect(at(2, 'application/x-unknown')).toMatchObject({ name: 'attachment-3' });
    expect(at(3)).toMatchObject({ name: 'attachment-4' });
  });

  it.each([
    ['cid:logo', 'logo'],
    ['<logo@contoso.com>', 'logo@contoso.com'],
    ['CID:<logo>', 'logo'],
    ['<cid:logo>', 'logo'],
    ['', undefined],
    ['<>', undefined],
    ['{00000000-0000-0000-0000-000000000000}', undefined],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['<logo', '<logo'],
    ['{10000000-0000-0000-0000-000000000000}', '{10000000-0000-0000-0000-000000000000}'],
  ])('reads the content id %j as %j', (contentId, result) => {
    expect(from({ contentId })['contentId']).toBe(result);
  });

  it('takes line breaks out of base64, and nothing else', () => {
    expect(from({ contentBytes: 'AAAA\r\nAA\nAA\r' })['contentBytes']).toBe('AAAAAAAA');
    for (const contentBytes of ['AA AA', 'AA\tAA', 'AA-A', 'AA\n\u0141A', 'AA\n\u00e9A'])
      expect(from({ contentBytes })['contentBytes']).toBe(contentBytes);
  });

  it('takes flags as texts and leaves out what Graph sets itself', () => {
    const read = { id: 'x', size: 3, lastModifiedDateTime: '2026-12-01T06:00:00Z', isInline: 'true' };
    expect(from(read)).toEqual({ ...file, isInline: true });
  });

  it('takes the type with or without its #', () => {
    expect(from({ '@odata.type': 'microsoft.graph.fileAttachment' })).toEqual(file);
    expect(from({ '@odata.type': undefined })).not.toHaveProperty('@odata.type');
  });

  it.each(['AttachmentItem', 'attachmentItem'])('takes a file out of %s', (name) => {
    const pointers = createPostedPointers();
    const { '@odata.type': _type, ...inner } = file;
    const given = { [name]: { attachmentType: 'File', size: 3, ...inner } };
    expect(normaliseAttachment(given, 0, '/message/attachments/0', pointers)).toEqual(file);
    expect(pointers.toPosted('/message/attachments/0/name')).toBe(`/message/attachments/0/${name}/name`);
    expect(pointers.toPosted('/message/attachments/0/@odata.type')).toBe(
      `/message/attachments/0/${name}/attachmentType`,
    );
  });

  it('leaves an AttachmentItem that is not alone, and an unknown kind of one, to the schema', () => {
    const both = { AttachmentItem: { name: 'a' }, contentBytes: 'AAAA' };
    expect(normalise(both)).toMatchObject(both);
    expect(normalise({ AttachmentItem: { attachmentType: 'mail' } })).toMatchObject({ attachmentType: 'mail' });
  });

  it.each([
    [{ '@odata.type': '#microsoft.graph.itemAttachment', name: 'x', item: {} }, 'item'],
    [{ '@odata.type': 'microsoft.graph.referenceAttachment', sourceUrl: 'https://contoso.com' }, 'reference'],
    [{ AttachmentItem: { attachmentType: 'item', name: 'x' } }, 'item'],
  ])('leaves of what is no file the type alone to be refused: %j', (given, kind) => {
    expect(normalise(given)).toEqual({
      '@odata.type': `#microsoft.graph.${kind}Attachment`,
      name: 'item',
      contentBytes: '',
    });
  });

  const { '@odata.type': _fileType, ...untyped } = file;
  const link = '#microsoft.graph.referenceAttachment';

  it.each<[object, unknown, string]>([
    [{ '@odata.type': link, AttachmentItem: untyped }, link, '@odata.type'],
    [{ AttachmentItem: { ...untyped, '@odata.type': link } }, link, 'AttachmentItem/@odata.type'],
    [{ '@odata.type': 'x', AttachmentItem: { ...untyped, attachmentType: 'item' } }, 'x', '@odata.type'],
    [{ '@odata.type': 7, AttachmentItem: untyped }, 7, '@odata.type'],
  ])('lets no type beside or in an AttachmentItem be overruled: %j', (given, type, place) => {
    const pointers = createPostedPointers();
    const result = normaliseAttachment(given, 0, '/message/attachments/0', pointers);
    expect((result as Record<string, unknown>)['@odata.type']).toBe(type);
    expect(pointers.toPosted('/message/attachments/0/@odata.type')).toBe(`/message/attachments/0/${place}`);
  });

  it.each([
    { '@odata.type': '#microsoft.graph.fileAttachment', AttachmentItem: untyped },
    { '@odata.type': 'microsoft.graph.fileAttachment', AttachmentItem: untyped },
    { AttachmentItem: { ...untyped, '@odata.type': '#microsoft.graph.attachmentItem', attachmentType: 'file' } },
  ])('takes the types that mean a file: %j', (given) => {
    expect(normalise(given)).toEqual(file);
  });
});
