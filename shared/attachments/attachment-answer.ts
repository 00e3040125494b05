/**
 * The JSON of an uploaded file as the API describes it: what it is, how far it is, and until when it is kept.
 *
 * The schema is the description. Answers have its type, so nothing runs it to answer a request.
 */
import * as z from 'zod';

export const attachmentAnswerSchema = z.strictObject({
  id: z.string().describe('Goes into an attachment of a message, as its id.'),
  name: z.string().describe('The name of the file.'),
  contentType: z.string().describe('Its media type.'),
  size: z.int().nonnegative().describe('Bytes of the whole file.'),
  status: z.enum(['incomplete', 'complete']).describe('Only a complete file can go into a message.'),
  nextExpectedRanges: z
    .array(z.string())
    .exactOptional()
    .describe('What is missing of an incomplete file, such as 4194304-10485759.'),
  expiresAt: z.iso.datetime().exactOptional().describe('When it is deleted, unless a message has taken it before.'),
  message: z.string().exactOptional().describe('The message that has taken it.'),
});

export type AttachmentAnswer = z.infer<typeof attachmentAnswerSchema>;
