/**
 * What Graph's door uses of what the start has loaded: the one parser of messages, and the refusal that others recognise. Types only.
 */
import type { Fault } from '../../errors.ts';
import type { refuseContentEncoding } from '../../mime/mime-media-type.ts';
import type { parseMimeSubmission } from '../../mime/parse-mime-submission.ts';
import type { findBase64Problem } from '../../submission/attachment.ts';
import type { writeCanonicalContent } from '../../submission/canonical-content.ts';
import type { findSenderProblem } from '../../submission/find-sender-problem.ts';
import type { checkMediaType } from '../../submission/media-type.ts';
import type { isAnnotation } from '../../submission/normalise-shape.ts';
import type { normaliseSubmission } from '../../submission/normalise-submission.ts';
import type { parseJson } from '../../submission/parse-json.ts';
import type { parsePosted } from '../../submission/parse-submission.ts';

export interface GraphDoorParts {
  checkMediaType: typeof checkMediaType;
  refuseContentEncoding: typeof refuseContentEncoding;
  parseJson: typeof parseJson;
  parsePosted: typeof parsePosted;
  parseMimeSubmission: typeof parseMimeSubmission;
  normaliseSubmission: typeof normaliseSubmission;
  writeCanonicalContent: typeof writeCanonicalContent;
  isAnnotation: typeof isAnnotation;
  findSenderProblem: typeof findSenderProblem;
  findBase64Problem: typeof findBase64Problem;
  notBase64: Fault;
  /** `invalid_request` with these faults. */
  refuse: (faults: Fault[]) => Error;
}
