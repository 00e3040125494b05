import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryKeyEncryptionKeys } from '../fakes/memory-key-encryption-keys.ts';
import { describeKeyEncryptionKeys } from './key-encryption-keys.ts';

describeKeyEncryptionKeys(async () => {
  const clock = createManualClock();
  const keys = createMemoryKeyEncryptionKeys(clock.now);
  return {
    open: () => keys,
    setEnabled: keys.setEnabled,
    async rotate() {
      clock.pass(60);
      return keys.rotate();
    },
  };
});
