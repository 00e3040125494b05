/**
 * The JSON of the readiness checks as the API describes it.
 *
 * The schema is the description. Answers have its type, so nothing runs it to answer a request.
 */
import * as z from 'zod';
import type { Who } from '../outcomes.ts';

const parties = ['caller', 'person', 'home_admin', 'host_admin', 'operator', 'nobody'] as const satisfies Who[];

export const checkSchema = z.strictObject({
  name: z.string().describe('Stable; lower case with hyphens.'),
  ok: z.boolean(),
  detail: z.string().describe('What was found, or who must do what.'),
  who: z.enum(parties).describe('Who must act.'),
});

export const readinessAnswerSchema = z.strictObject({
  checks: z.array(checkSchema).describe('Everything the connector needs, tried by using it.'),
});

/** The same where a check fails; of its own, because clients make an exception of it. */
export const notReadyAnswerSchema = readinessAnswerSchema.extend({});

export type ReadinessAnswer = z.infer<typeof readinessAnswerSchema>;
