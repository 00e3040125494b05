/**
 * Loads Graph's door when the first request comes to it, and hands it what the start has loaded already.
 */
import { ConnectorError, type Fault } from '../../errors.ts';
import { FAULTS_MAX } from '../../limits.ts';
import { refuseContentEncoding } from '../../mime/mime-media-type.ts';
import { findBase64Problem } from '../../submission/attachment.ts';
import { writeCanonicalContent } from '../../submission/canonical-content.ts';
import { findSenderProblem } from '../../submission/find-sender-problem.ts';
import { checkMediaType } from '../../submission/media-type.ts';
import { parseJson } from '../../submission/parse-json.ts';
import { NOT_BASE64 } from './graph-codes.ts';
import type { GraphDoor } from './graph-door.ts';

const parts = {
  checkMediaType,
  refuseContentEncoding,
  parseJson,
  writeCanonicalContent,
  findSenderProblem,
  findBase64Problem,
  notBase64: NOT_BASE64,
  refuse: (faults: Fault[]) => new ConnectorError('invalid_request', { faults: faults.slice(0, FAULTS_MAX) }),
};

export async function loadGraphDoor(): Promise<GraphDoor> {
  const { createGraphDoor } = await import('./graph-door.ts');
  const { isAnnotation, normaliseSubmission, parseMimeSubmission, parsePosted } = await import('../../mime/parsers.ts');
  return createGraphDoor({ ...parts, isAnnotation, normaliseSubmission, parseMimeSubmission, parsePosted });
}
