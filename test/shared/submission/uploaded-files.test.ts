import { describe, expect, it } from 'vitest';
import { createAttachmentId } from '../../../shared/attachments/attachment-id.ts';
import { parse, refusal, validBody } from './submission-sample.ts';

const [one, two] = [createAttachmentId(), createAttachmentId()];
const withAttachments = (...attachments: unknown[]) => ({
  ...validBody,
  message: { ...validBody.message, attachments },
});
const large = { isLargeOffered: true };
const parsed = (...attachments: unknown[]) => parse(withAttachments(...attachments), {}, large).submission;
const faultsOf = (...attachments: unknown[]) =>
  refusal(withAttachments(...attachments), {}, large).faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
const file = '#microsoft.graph.fileAttachment';
const inline = { '@odata.type': file, name: 'a.txt', contentBytes: 'eA==' };

describe('an attachment that names an uploaded file', () => {
  it('is a file of the submission with what is said of it, and no attachment of the message', () => {
    const submission = parsed(inline, { '@odata.type': file, id: one }, inline, {
      '@odata.type': 'microsoft.graph.fileAttachment',
      id: two,
      name: 'Drawings/42.zip',
      contentType: 'ZIP',
      isInline: 'true',
      contentId: '<cid:logo>',
    });
    expect(submission.files).toEqual([
      { id: one, pointer: '/message/attachments/1/id' },
      {
        id: two,
        pointer: '/message/attachments/3/id',
        name: 'Drawings_42.zip',
        contentType: 'application/zip',
        isInline: true,
        contentId: 'logo',
      },
    ]);
    expect(submission.message.attachments?.map(({ name }) => name)).toEqual(['a.txt', 'a.txt']);
  });

  it('may be alone, and says nothing where a text is empty or null', () => {
    const submission = parsed({
      AttachmentItem: { id: one, name: ' ', contentType: '', contentBytes: null, isInline: null },
    });
    expect(submission.files).toEqual([{ id: one, pointer: '/message/attachments/0/AttachmentItem/id' }]);
    expect('attachments' in submission.message).toBe(false);
    expect('files' in parsed(inline)).toBe(false);
  });

  it('is an attachment like any other once it has content, whatever id Graph gave it', () => {
    const submission = parsed({ ...inline, id: 'AAMkAGI2' }, { ...inline, id: 7, contentBytes: '' });
    expect(submission.files).toBeUndefined();
    expect(submission.message.attachments).toHaveLength(2);
    expect(JSON.stringify(submission.message)).not.toMatch(/AAMk/);
  });

  it('has no content beside its id, of which nobody knows which is meant; an empty text is none', () => {
    expect(faultsOf({ ...inline, id: one }, inline)).toEqual([
      '/message/attachments/0/contentBytes is given beside the id of an uploaded file; leave out one of them',
    ]);
    expect(parsed({ ...inline, id: one, contentBytes: '' }).files).toMatchObject([{ id: one, name: 'a.txt' }]);
  });

  it('has an id of ours, or content: what has neither is told of both', () => {
    const missing =
      'contentBytes is missing; give the content, or the id of a file that was uploaded with PUT /attachments/{name}';
    for (const id of [undefined, null, '', 'AAMkAGI2', 7, {}])
      expect(faultsOf({ '@odata.type': file, name: 'a.txt', id })).toEqual([`/message/attachments/0/${missing}`]);
    for (const id of [`${one}0`, one.toUpperCase(), 'guestmail-file-'])
      expect(faultsOf({ '@odata.type': file, id })).toEqual([
        '/message/attachments/0/id is not an id that PUT /attachments/{name} gave',
      ]);
  });

  it('names its file once, and keeps to the rules of every attachment', () => {
    expect(faultsOf({ '@odata.type': file, id: one }, inline, { '@odata.type': file, id: one })).toEqual([
      '/message/attachments/2/id is given more than once; a file goes into a message once',
    ]);
    expect(faultsOf({ '@odata.type': file, id: one, name: 'a\nb', contentType: 'x'.repeat(256), surprise: 1 })).toEqual(
      [
        expect.stringContaining('/name has a line break'),
        expect.stringContaining('/contentType has 256 characters'),
        expect.stringContaining('/surprise is not a known property'),
      ],
    );
    const many = Array.from({ length: 250 }, () => ({ '@odata.type': file, id: createAttachmentId() }));
    expect(parsed(...many).files).toHaveLength(250);
    expect(faultsOf(...many, inline)).toEqual(['/message/attachments has more than 250 attachments']);
  });

  it('leaves the places of the others as they were posted when the message is too large', () => {
    const big = { ...inline, contentBytes: 'A'.repeat(4_400_000) };
    const limits = { ...large, messageMaxBytes: 3_000_000 };
    const { faults } = refusal(withAttachments({ '@odata.type': file, id: one }, inline, big), {}, limits);
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/message', '/message/attachments/2/contentBytes']);
  });
});
