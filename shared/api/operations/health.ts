/** `GET /health` and `GET /health/ready`. */
import type { Operations } from '../operation.ts';

export const healthOperations: Readonly<Record<'health' | 'healthReady', Operations>> = {
  health: {
    GET: {
      operationId: 'getHealth',
      tag: 'Operation',
      summary: 'Check liveness',
      description: 'Tells that the connector runs. It calls nothing else.',
      answers: { 200: { description: 'It runs.', content: { schema: 'Health' } } },
      problems: [405],
    },
  },
  healthReady: {
    GET: {
      operationId: 'getReadiness',
      tag: 'Operation',
      summary: 'Check readiness',
      description: 'Tries everything the connector needs, and says what has to be done.',
      answers: {
        200: { description: 'Everything works.', content: { schema: 'Readiness' } },
        503: {
          description: 'Something does not work; each check says who must do what.',
          content: { schema: 'NotReady' },
        },
      },
      problems: [],
    },
  },
};
