/** `PUT` and `GET /attachments/{name}`. */
import type { HeaderName, Operations, Parameter } from '../operation.ts';

const fileId: Parameter = {
  name: 'name',
  in: 'path',
  description: 'The id of the uploaded file.',
  schema: { type: 'string', examples: [`guestmail-file-${'0123456789abcdef'.repeat(2)}`] },
};

const headers: HeaderName[] = ['Location'];

export const attachmentOperations: Readonly<Record<'attachment', Operations>> = {
  attachment: {
    PUT: {
      operationId: 'uploadAttachment',
      tag: 'Attachments',
      summary: 'Upload a file',
      description:
        'Takes a file that is too large for a message, whole or in pieces; its id then goes into an attachment in place of contentBytes. The first piece goes to the name of the file, the others to its id, in any order.',
      parameters: [
        {
          name: 'name',
          in: 'path',
          description: 'The name of a new file; the id of one of which further pieces come.',
          schema: { type: 'string', examples: ['Drawings 42.zip'] },
        },
        {
          name: 'Content-Range',
          in: 'header',
          description:
            'Which bytes of how large a file come. A piece begins at a multiple of 1 MiB, and ends before one or with the file.',
          schema: { type: 'string', examples: ['bytes 0-0/1'] },
        },
      ],
      body: {
        bytes: ['application/octet-stream'],
        isRequired: true,
        description: 'The bytes, with their Content-Length. Content-Type is that of the file, whatever it is.',
      },
      answers: {
        201: { description: 'The file is complete.', content: { schema: 'UploadedFile' }, headers },
        202: {
          description: 'Pieces are missing; nextExpectedRanges says which.',
          content: { schema: 'UploadedFile' },
          headers,
        },
      },
      problems: [400, 404, 409, 411, 413, 415],
    },
    GET: {
      operationId: 'getAttachment',
      tag: 'Attachments',
      summary: 'Get an uploaded file',
      description: 'Tells how far the upload of a file is; never its bytes.',
      parameters: [fileId],
      answers: { 200: { description: 'The file.', content: { schema: 'UploadedFile' } } },
      problems: [404],
    },
  },
};
