import { expect, it } from 'vitest';
import { readFunctionNames } from '../../../infra/build/read-function-names.ts';
import { routes, schedules } from '../../functions/routes.ts';

it('readFunctionNames names every function that the app registers', async () => {
  expect(await readFunctionNames()).toEqual([...Object.keys(routes), ...Object.keys(schedules)]);
});
