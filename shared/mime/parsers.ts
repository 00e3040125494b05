/**
 * What reads a posted message, in JSON or in MIME, and finds places in it: a file of its own in the build, which is loaded with the first
 * message, because its schemas take longer to make than all else that an instance needs to answer. Only `import()` of it.
 */
export { isAnnotation } from '../submission/normalise-shape.ts';
export { normaliseSubmission } from '../submission/normalise-submission.ts';
export { parsePosted, parseSubmission } from '../submission/parse-submission.ts';
export { findRecipientPointers } from '../submission/recipient-pointers.ts';
export { parseMimeSubmission } from './parse-mime-submission.ts';
