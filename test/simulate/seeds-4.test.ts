import { describeSeeds } from './describe-seeds.ts';

describeSeeds(7_501, 2_500);
