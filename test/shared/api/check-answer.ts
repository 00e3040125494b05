/**
 * Holds an answer to the description of its operation: its status is there, and its body has what the schema says and nothing else.
 */
import { answerSchemas } from '../../../shared/api/components.ts';
import { listProblems } from '../../../shared/api/installation.ts';
import { listOperations } from '../../../shared/api/list-operations.ts';
import type { Invocation } from '../../functions/invoke.ts';
import { routes } from '../../functions/routes.ts';

const described = new Map(listOperations(routes).map((one) => [`${one.name} ${one.method}`, one]));

/** Throws an Error that says what differs. A method that the route does not have, and a route that is not described, pass. */
export function checkAnswer(
  route: string,
  method: string,
  answer: Pick<Invocation, 'status' | 'headers' | 'json'>,
): void {
  const operation = described.get(`${route} ${method}`);
  if (!operation) return;
  const { status, headers, json } = answer;
  const { answers, problems, access } = operation;
  const own = answers[status];
  const isRefusal = headers.get('content-type') === 'application/problem+json';
  if (!own && !listProblems(access, problems).some((one) => one === status))
    throw new Error(`${route} ${method} answers ${status}, which is not described.`);
  if (!own || isRefusal) return check('Problem', json, `${route} ${method} ${status}`);
  if ('schema' in own.content)
    check(own.content.schema as keyof typeof answerSchemas, json, `${route} ${method} ${status}`);
}

function check(name: keyof typeof answerSchemas, json: unknown, where: string): void {
  const { error } = answerSchemas[name].safeParse(json);
  if (error) throw new Error(`${where} is no ${name}: ${error.message}`);
}
