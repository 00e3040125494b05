import { describe, expect, it } from 'vitest';
import { createPostedPointers } from '../../../shared/submission/posted-pointers.ts';

describe('createPostedPointers', () => {
  it('leads back from the longest part that was moved, and leaves other pointers alone', () => {
    const { move, toPosted } = createPostedPointers();
    move('/message', '');
    move('/message/attachments/0', '/attachments/0/AttachmentItem');
    move('/message/replyTo', '/internetMessageHeaders/1/value', true);
    expect(
      [
        '/message',
        '/message/subject',
        '/message/attachments/0/name',
        '/message/attachments/01/name',
        '/message/replyTo/0/emailAddress/address',
        '/messages/x',
        '/sender',
        '',
      ].map(toPosted),
    ).toEqual([
      '',
      '/subject',
      '/attachments/0/AttachmentItem/name',
      '/attachments/01/name',
      '/internetMessageHeaders/1/value',
      '/messages/x',
      '/sender',
      '',
    ]);
  });
});
