import { expect, it } from 'vitest';
import { readFunctionNames } from '../../../infra/build/read-function-names.ts';
import { queues, routes, schedules } from '../../functions/routes.ts';

it('readFunctionNames names every function that the app registers', async () => {
  expect(await readFunctionNames()).toEqual([routes, schedules, queues].flatMap((table) => Object.keys(table)));
});
