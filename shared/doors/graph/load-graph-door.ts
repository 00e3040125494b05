/**
 * Loads Graph's door when the first request comes to it, and hands it what the start has loaded already.
 */
import { ConnectorError, type Fault } from '../../errors.ts';
import { FAULTS_MAX } from '../../limits.ts';
import { parseMimeSubmission } from '../../mime/parse-mime-submission.ts';
import { refuseContentEncoding } from '../../mime/mime-media-type.ts';
import { findBase64Problem } from '../../submission/attachment.ts';
import { writeCanonicalContent } from '../../submission/canonical-content.ts';
import { findSenderProblem } from '../../submission/find-sender-problem.ts';
import { checkMediaType } from '../../submission/media-type.ts';
import { isAnnotation } from '../../submission/normalise-shape.ts';
import { normaliseSubmission } from '../../submission/normalise-submission.ts';
import { parseJson } from '../../submission/parse-json.ts';
import { parsePosted } from '../../submission/parse-submission.ts';
import { NOT_BASE64 } from './graph-codes.ts';
import type { GraphDoor } from './graph-door.ts';
import type { GraphDoorParts } from './graph-door-parts.ts';

const parts: GraphDoorParts = Object.freeze({
  checkMediaType,
  refuseContentEncoding,
  parseJson,
  parsePosted,
  parseMimeSubmission,
  normaliseSubmission,
  writeCanonicalContent,
  isAnnotation,
  findSenderProblem,
  findBase64Problem,
  notBase64: NOT_BASE64,
  refuse: (faults: Fault[]) => new ConnectorError('invalid_request', { faults: faults.slice(0, FAULTS_MAX) }),
});

export async function loadGraphDoor(): Promise<GraphDoor> {
  const { createGraphDoor } = await import('./graph-door.ts');
  return createGraphDoor(parts);
}
