import { describeSeeds } from './describe-seeds.ts';

describeSeeds(5_001, 2_500);
