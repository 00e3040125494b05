/**
 * The frame of the mailbox pages, with the line that says that nothing of it is real mail.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { buildFramedPage, type FramedPageInput } from '../kit/page-frame.ts';

/** Builds a whole page. */
export function buildMailboxPage(input: Omit<FramedPageInput, 'banner'>): EmulatedAnswer {
  return buildFramedPage({ ...input, banner: 'Local mailboxes: nothing here has left this machine' });
}
